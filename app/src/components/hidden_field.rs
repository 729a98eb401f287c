//! What a form carries along.

use leptos::prelude::*;

use super::form::FormSignals;

/// A hidden input; nothing at all where there is nothing to carry. What a refused form carried goes before what the
/// page would carry now.
#[component]
pub fn HiddenField(
    /// The field's name.
    name: &'static str,
    /// What to carry.
    value: String,
) -> impl IntoView {
    let value = FormSignals::of_this_form().value_of(name).unwrap_or(value);
    (!value.is_empty()).then(|| view! { <input type="hidden" name=name value=value /> })
}
