//! A password input. It is never filled in by the server, can be revealed, and is cleared when the form is rejected.

use leptos::{html, prelude::*};

use super::field::{Field, Wiring, wire};
use crate::islands::form::FormSignals;

/// The input of a current password, or of the second of two new passwords.
#[island]
pub fn PasswordInput(
    /// The name of the field.
    name: String,
    /// The label.
    label: String,
    /// `current-password` or `new-password`.
    autocomplete: String,
) -> impl IntoView {
    let wiring = wire(&name, false, None);
    view! {
        <Field name=name.clone() label=label.clone() hint=None is_optional=false>
            <RevealableInput name label autocomplete wiring />
        </Field>
    }
}

/// The input with its show/hide button. The style sheet hides the button until the page is hydrated.
#[component]
pub(super) fn RevealableInput(
    /// The name of the field.
    name: String,
    /// The label of the field, for the label of the button.
    label: String,
    /// See [`PasswordInput`].
    autocomplete: String,
    /// The ARIA attributes.
    wiring: Wiring,
    /// Receives the text while it is typed.
    #[prop(optional)]
    typed: Option<RwSignal<String>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let is_shown = RwSignal::new(false);
    let rejections = FormSignals::from_context().rejections();
    Effect::new(move || {
        if rejections.get() > 0
            && let Some(input) = input.get_untracked()
        {
            input.set_value("");
            if let Some(typed) = typed {
                typed.set(String::new());
            }
        }
    });
    let label = label.to_lowercase();
    view! {
        <div class="password">
            <input
                class="field__input"
                id=name.clone()
                name=name.clone()
                type=move || if is_shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                required
                aria-describedby=move || wiring.described_by.get()
                aria-invalid=move || wiring.invalid.get()
                node_ref=input
                on:input=move |event| {
                    if let Some(typed) = typed {
                        typed.set(event_target_value(&event));
                    }
                }
            />
            <button
                class="password__toggle"
                type="button"
                aria-controls=name
                aria-pressed=move || if is_shown.get() { "true" } else { "false" }
                aria-label=move || format!("{} {label}", if is_shown.get() { "Hide" } else { "Show" })
                on:click=move |_| is_shown.update(|shown| *shown = !*shown)
            >
                {move || if is_shown.get() { "Hide" } else { "Show" }}
            </button>
        </div>
    }
}
