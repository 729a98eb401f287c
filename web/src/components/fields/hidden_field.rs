//! A hidden field.

use leptos::prelude::*;

use crate::components::form::FormContext;

/// A hidden input; nothing if the value is empty. After a rejected submission, it keeps the submitted value, unless the field is renewed.
#[component]
pub fn HiddenField(
    /// The name of the field.
    name: &'static str,
    /// The value.
    value: String,
    /// Whether it has the page's value after a rejected submission, too.
    #[prop(optional)]
    is_renewed: bool,
) -> impl IntoView {
    let form = FormContext::from_context();
    let kept = form.value_of(name).filter(|_| !is_renewed);
    let value = kept.unwrap_or(value);
    (!value.is_empty()).then(|| view! { <input type="hidden" name=name value=value /> })
}
