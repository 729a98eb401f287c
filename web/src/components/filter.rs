//! Fields of a filter form, which is submitted as a query and has no validation errors.

use leptos::prelude::*;

/// A select field.
#[component]
pub fn FilterSelect(
    /// The name of the parameter.
    name: &'static str,
    /// The label.
    label: &'static str,
    /// The value and label of each option.
    options: Vec<(String, String)>,
    /// The selected value.
    chosen: String,
) -> impl IntoView {
    let options = ui::options(options, &chosen);
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

/// A search field.
#[component]
pub fn FilterText(
    /// The name of the parameter.
    name: &'static str,
    /// The label.
    label: &'static str,
    /// The current value.
    value: String,
    /// The placeholder.
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
