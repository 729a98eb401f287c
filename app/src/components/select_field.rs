//! A choice of one.

use leptos::prelude::*;

use super::{Field, field::wire, form::FormState};

/// A list to choose from, in a form.
#[component]
pub fn SelectField(
    /// The field's name.
    name: &'static str,
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// Value and words of each.
    options: Vec<(String, String)>,
) -> impl IntoView {
    let chosen = FormState::of_this_form().value_of(name);
    let wiring = wire(name, false, None);
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let is_chosen = chosen.as_deref() == Some(value.as_str());
            view! {
                <option value=value selected=is_chosen>
                    {words}
                </option>
            }
        })
        .collect_view();
    view! {
        <Field name label>
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
