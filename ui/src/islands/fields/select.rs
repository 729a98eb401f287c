//! A select field.

use leptos::prelude::*;

use super::field::{Field, hint_text, wire};

/// A select field.
#[island]
pub fn Select(
    /// The name of the field.
    name: String,
    /// The label.
    label: String,
    /// The hint.
    hint: Option<String>,
    /// The value and label of each option.
    options: Vec<(String, String)>,
    /// The selected value.
    chosen: String,
    /// Whether a choice is optional.
    is_optional: bool,
) -> impl IntoView {
    let wiring = wire(&name, hint.is_some(), None);
    let hint = hint.map(|hint| hint_text(&name, hint));
    let options = crate::options(options, &chosen);
    view! {
        <Field name=name.clone() label hint is_optional>
            <select
                class="field__input"
                id=name.clone()
                name=name
                aria-describedby=move || wiring.described_by.get()
                aria-invalid=move || wiring.invalid.get()
            >
                {options}
            </select>
        </Field>
    }
}
