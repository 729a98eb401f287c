//! A check box that says what ticking it means, and why it may not be ticked.

use leptos::prelude::*;

use super::{Icon, form::FormSignals, icon::Shape};

/// A box of the admin's forms.
#[component]
pub fn FlagField(
    /// The field's name.
    name: &'static str,
    /// Its label.
    label: &'static str,
    /// What it means.
    hint: &'static str,
    /// As it is.
    is_checked: bool,
    /// Why it may not be changed; it is not sent then, and stays.
    #[prop(optional_no_strip)]
    locked: Option<&'static str>,
) -> impl IntoView {
    let form = FormSignals::of_this_form();
    let is_checked = if form.was_refused() && locked.is_none() {
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
