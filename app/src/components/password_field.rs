//! A password: never filled in by us, shown on request, emptied after a refusal.

use leptos::{html, prelude::*};

use super::{
    Field,
    field::{Wiring, wire},
    form::FormSignals,
};

/// A password that exists already, or the second of two.
#[component]
pub fn PasswordField(
    /// The field's name.
    name: &'static str,
    /// Says what to type.
    #[prop(into)]
    label: String,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
) -> impl IntoView {
    let wiring = wire(name, false, None);
    view! {
        <Field name label=label.clone()>
            <PasswordInput name label autocomplete wiring />
        </Field>
    }
}

/// The input with its show-and-hide button. Until the page is hydrated the button is hidden by the style sheet.
#[component]
pub(super) fn PasswordInput(
    /// The field's name.
    name: &'static str,
    /// The field's label, for the button's own.
    label: String,
    /// See [`PasswordField`].
    autocomplete: &'static str,
    /// Ties it to hint and error.
    wiring: Wiring,
    /// What is typed, for who wants to follow it.
    #[prop(optional)]
    typed: Option<RwSignal<String>>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let is_shown = RwSignal::new(false);
    let refusals = FormSignals::of_this_form().refusals();
    Effect::new(move || {
        if refusals.get() > 0
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
                id=name
                name=name
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
