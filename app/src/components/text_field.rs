//! A line of text.

use contract::forms::Kind;
use leptos::prelude::*;

use super::{
    Field,
    field::{hint_id, wire},
    form::FormState,
};

/// A text or e-mail input. Type and length come from the form's declaration.
#[component]
pub fn TextField(
    /// The field's name.
    name: &'static str,
    /// Says what to type.
    #[prop(into)]
    label: String,
    /// What a password manager may fill in.
    autocomplete: &'static str,
    /// Says how.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Start here.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let form = FormState::of_this_form();
    let input = form.input(name);
    let wiring = wire(name, hint.is_some(), None);
    let hint = hint.map(|hint| {
        view! {
            <p class="field__hint" id=hint_id(name)>
                {hint}
            </p>
        }
        .into_any()
    });
    view! {
        <Field name label hint>
            <input
                class="field__input"
                id=name
                name=name
                type=if input.kind == Kind::Email { "email" } else { "text" }
                value=form.value_of(name)
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                autofocus=autofocus
                maxlength=input.max_length.map(|max| max.to_string())
                required
                aria-describedby=move || wiring.described_by.get()
                aria-invalid=move || wiring.invalid.get()
            />
        </Field>
    }
}
