//! A line of text.

use contract::forms::Kind;
use leptos::prelude::*;

use super::{
    Field,
    field::{hint_id, wire},
    form::FormSignals,
};

/// An input of one line. Type and length come from the form's declaration.
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
    /// What it holds before anybody types.
    #[prop(optional, into)]
    value: Option<String>,
    /// May be left empty.
    #[prop(optional)]
    is_optional: bool,
    /// Start here.
    #[prop(optional)]
    autofocus: bool,
    /// Is shown and sent, and cannot be changed.
    #[prop(optional)]
    is_read_only: bool,
) -> impl IntoView {
    let form = FormSignals::of_this_form();
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
        <Field name label hint is_optional>
            <input
                class="field__input"
                id=name
                name=name
                type=type_of(input.kind)
                inputmode=(input.kind == Kind::Number).then_some("numeric")
                value=form.value_of(name).or(value)
                autocomplete=autocomplete
                autocapitalize=(!is_optional).then_some("none")
                spellcheck="false"
                autofocus=autofocus
                maxlength=input.max_length.map(|max| max.to_string())
                required=!is_optional
                readonly=is_read_only
                aria-describedby=move || wiring.described_by.get()
                aria-invalid=move || wiring.invalid.get()
            />
        </Field>
    }
}

const fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Email => "email",
        Kind::Phone => "tel",
        Kind::Date => "date",
        _ => "text",
    }
}
