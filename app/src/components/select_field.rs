//! One of several values.

use leptos::prelude::*;

use super::{
    Field,
    field::{hint_id, wire},
    form::FormSignals,
};

/// A choice in a form. What a refused form chose is chosen again.
#[component]
pub fn SelectField(
    /// The field's name.
    name: &'static str,
    /// Says what to choose.
    #[prop(into)]
    label: String,
    /// Says how.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Value and label of each option; the first one is chosen.
    options: Vec<(String, String)>,
    /// May be left as it is.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let chosen = FormSignals::of_this_form().value_of(name).unwrap_or_default();
    let wiring = wire(name, hint.is_some(), None);
    let hint = hint.map(|hint| {
        view! {
            <p class="field__hint" id=hint_id(name)>
                {hint}
            </p>
        }
        .into_any()
    });
    let options = super::options::options(options, &chosen);
    view! {
        <Field name label hint is_optional>
            <select
                class="field__input"
                id=name
                name=name
                aria-describedby=move || wiring.described_by.get()
                aria-invalid=move || wiring.invalid.get()
            >
                {options}
            </select>
        </Field>
    }
}
