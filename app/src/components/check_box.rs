//! A check box.

use leptos::prelude::*;

use super::form::FormSignals;

/// A box with its label beside it. Ticked again if it was ticked in the form that was refused.
#[component]
pub fn CheckBox(
    /// The field's name.
    name: &'static str,
    /// Says what ticking it means.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let is_checked = FormSignals::of_this_form().value_of(name).is_some();
    view! {
        <div class="field field--check">
            <input class="field__check" id=name name=name type="checkbox" value="true" checked=is_checked />
            <label class="field__label" for=name>
                {label}
            </label>
        </div>
    }
}
