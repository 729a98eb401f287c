//! A new password: the rules beforehand, and a meter that explains itself.

use contract::{
    field_errors::password_help,
    password_strength::{self, Strength},
};
use leptos::prelude::*;

use super::{
    Field,
    field::{hint_id, wire},
    password_field::PasswordInput,
};

const STRENGTH_ID: &str = "password-strength";

/// The first of the two password fields of a form that sets one.
#[component]
pub fn NewPasswordField(
    /// The field's name.
    name: &'static str,
    /// Says what to type.
    label: &'static str,
    /// Fewest characters.
    min: usize,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let strength = Memo::new(move |_| typed.with(|password| password_strength::judge(password, min)));
    let wiring = wire(name, true, Some(STRENGTH_ID));
    let rules = password_help(min).map(|rule| view! { <li class="rules__item">{rule}</li> });
    let hint = view! {
        <ul class="field__hint rules" id=hint_id(name)>
            {rules.into_iter().collect_view()}
        </ul>
    }
    .into_any();
    view! {
        <Field name label hint=Some(hint)>
            <PasswordInput name label=label.to_owned() autocomplete="new-password" wiring typed />
            <Meter strength />
        </Field>
    }
}

/// Hidden by the style sheet until the page is hydrated: without script it would never move.
#[component]
fn Meter(strength: Memo<Strength>) -> impl IntoView {
    view! {
        <div
            class="strength"
            id=STRENGTH_ID
            data-score=move || (strength.get().score as u8).to_string()
            aria-live="polite"
        >
            <div class="strength__bar"></div>
            <p class="strength__text">
                <strong>{move || strength.get().score.label()}</strong>
                " "
                {move || strength.get().advice}
            </p>
        </div>
    }
}
