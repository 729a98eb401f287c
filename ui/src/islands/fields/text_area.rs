//! A text area.

use leptos::prelude::*;

use super::field::{Field, hint_text, wire};

/// An input of several lines.
#[island]
pub fn TextArea(
    /// The name of the field.
    name: String,
    /// The label.
    label: String,
    /// The hint.
    hint: Option<String>,
    /// The initial text, escaped: Leptos does not escape the content of a text area.
    inner_html: String,
    /// `maxlength`, in characters.
    max_length: Option<usize>,
    /// Whether the field may be left empty.
    is_optional: bool,
) -> impl IntoView {
    let wiring = wire(&name, hint.is_some(), None);
    let hint = hint.map(|hint| hint_text(&name, hint));
    view! {
        <Field name=name.clone() label hint is_optional>
            <textarea
                class="field__input"
                id=name.clone()
                name=name
                rows="6"
                maxlength=max_length.map(|max| max.to_string())
                required=!is_optional
                aria-describedby=move || wiring.described_by.get()
                aria-invalid=move || wiring.invalid.get()
                inner_html=inner_html
            ></textarea>
        </Field>
    }
}
