//! Fields of a form that filters a list: it is sent as a query, and nothing in it can be wrong.

use leptos::prelude::*;

/// A choice.
#[component]
pub fn FilterSelect(
    /// Name of the parameter.
    name: &'static str,
    /// What it is called.
    label: &'static str,
    /// Value and label of each option.
    options: Vec<(String, String)>,
    /// The value that is chosen.
    chosen: String,
) -> impl IntoView {
    let options = super::options::options(options, &chosen);
    view! {
        <div class="field">
            <label class="field__label" for=name>
                {label}
            </label>
            <select class="field__input" id=name name=name>
                {options}
            </select>
        </div>
    }
}

/// Something to look for.
#[component]
pub fn FilterText(
    /// Name of the parameter.
    name: &'static str,
    /// What it is called.
    label: &'static str,
    /// What is looked for.
    value: String,
    /// Says what may be looked for.
    #[prop(optional)]
    placeholder: Option<&'static str>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=name>
                {label}
            </label>
            <input
                class="field__input"
                id=name
                name=name
                type="search"
                value=value
                placeholder=placeholder
                autocapitalize="none"
                spellcheck="false"
            />
        </div>
    }
}
