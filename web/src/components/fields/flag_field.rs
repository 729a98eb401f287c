//! A check box with an explanation, and the reason if it is locked.

use leptos::prelude::*;

use ui::{Icon, icon::Shape};

use crate::components::form::FormContext;

/// A check box of the admin's forms.
#[component]
pub fn FlagField(
    /// The name of the field.
    name: &'static str,
    /// The label.
    label: &'static str,
    /// An explanation.
    hint: &'static str,
    /// Whether it is checked.
    is_checked: bool,
    /// Why it is locked. A locked box is not sent, and its state is kept.
    #[prop(optional_no_strip)]
    locked: Option<&'static str>,
) -> impl IntoView {
    let form = FormContext::from_context();
    let is_checked = if form.was_rejected() && locked.is_none() {
        form.value_of(name).is_some()
    } else {
        is_checked
    };
    let hint_id = format!("{name}-hint");
    let why_id = format!("{name}-why");
    let described_by = if locked.is_some() {
        format!("{hint_id} {why_id}")
    } else {
        hint_id.clone()
    };
    view! {
        <div class="field field--check">
            <input
                class="field__check"
                id=name
                name=name
                type="checkbox"
                value="true"
                checked=is_checked
                disabled=locked.is_some()
                aria-describedby=described_by
            />
            <label class="field__label" for=name>
                {label}
            </label>
            <p class="field__hint" id=hint_id>
                {hint}
            </p>
            {locked
                .map(|why| {
                    view! {
                        <p class="locked" id=why_id>
                            <Icon shape=Shape::Lock />
                            <span>{why}</span>
                        </p>
                    }
                })}
        </div>
    }
}
