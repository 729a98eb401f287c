//! The input of a new password, with the password rules and a strength meter.

use contract::{
    field_errors::password_help,
    password_strength::{self, Strength},
};
use leptos::prelude::*;

use super::{
    field::{Field, hint_id, wire},
    password_input::RevealableInput,
};

const STRENGTH_ID: &str = "password-strength";

/// The first of the two password inputs of a form that sets a password.
#[island]
pub fn NewPasswordInput(
    /// The name of the field.
    name: String,
    /// The label.
    label: String,
    /// The minimum length in characters.
    min: usize,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let strength = Memo::new(move |_| typed.with(|password| password_strength::estimate(password, min)));
    let wiring = wire(&name, true, Some(STRENGTH_ID));
    let rules = password_help(min).map(|rule| view! { <li class="rules__item">{rule}</li> });
    let hint = view! {
        <ul class="field__hint rules" id=hint_id(&name)>
            {rules.into_iter().collect_view()}
        </ul>
    }
    .into_any();
    view! {
        <Field name=name.clone() label=label.clone() hint=Some(hint) is_optional=false>
            <RevealableInput name label autocomplete="new-password".to_owned() wiring typed />
            <Meter strength />
        </Field>
    }
}

/// The style sheet hides the meter until the page is hydrated, because it needs JavaScript.
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
