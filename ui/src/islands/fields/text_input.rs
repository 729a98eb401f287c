//! A single-line text input.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::field::{Field, hint_text, wire};

/// The attributes of an `<input>` that do not change while the page is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextInputProperties {
    /// `type`.
    pub kind: String,
    /// `inputmode`.
    pub inputmode: Option<String>,
    /// `value`.
    pub value: Option<String>,
    /// `autocomplete`.
    pub autocomplete: String,
    /// `maxlength`, in characters.
    pub max_length: Option<usize>,
    /// Whether the field may be left empty.
    pub is_optional: bool,
    /// `autofocus`.
    pub autofocus: bool,
    /// `readonly`: the value is shown and sent, and cannot be changed.
    pub is_read_only: bool,
}

/// An input of one line.
#[island]
pub fn TextInput(
    /// The name of the field.
    name: String,
    /// The label.
    label: String,
    /// The hint.
    hint: Option<String>,
    /// The attributes of the input.
    input: TextInputProperties,
) -> impl IntoView {
    let wiring = wire(&name, hint.is_some(), None);
    let hint = hint.map(|hint| hint_text(&name, hint));
    view! {
        <Field name=name.clone() label hint is_optional=input.is_optional>
            <input
                class="field__input"
                id=name.clone()
                name=name
                type=input.kind
                inputmode=input.inputmode
                value=input.value
                autocomplete=input.autocomplete
                autocapitalize=(!input.is_optional).then_some("none")
                spellcheck="false"
                autofocus=input.autofocus
                maxlength=input.max_length.map(|max| max.to_string())
                required=!input.is_optional
                readonly=input.is_read_only
                aria-describedby=move || wiring.described_by.get()
                aria-invalid=move || wiring.invalid.get()
            />
        </Field>
    }
}
