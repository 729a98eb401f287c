//! A check box.

use leptos::prelude::*;

use crate::components::form::FormContext;

/// A check box with its label. A rejected submission keeps its state.
#[component]
pub fn CheckBox(
    /// The name of the field.
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let is_checked = FormContext::from_context().value_of(name).is_some();
    view! {
        <div class="field field--check">
            <input class="field__check" id=name name=name type="checkbox" value="true" checked=is_checked />
            <label class="field__label" for=name>
                {label}
            </label>
        </div>
    }
}
