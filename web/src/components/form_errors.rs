//! The errors of a form that has no fields to show them at.

use contract::{field_errors::FieldError, forms::Form};
use leptos::prelude::*;

use crate::page::rejected;

/// All errors of a rejected form; nothing if there are none.
#[component]
pub fn FormErrors(
    /// The form.
    form: &'static Form,
) -> impl IntoView {
    rejected(form).map(|submission| {
        let fields = submission.errors.fields.values().flatten();
        let lines = submission
            .errors
            .form
            .iter()
            .chain(fields)
            .map(FieldError::message)
            .map(|message| view! { <li>{message}</li> })
            .collect_view();
        view! {
            <div class="alert alert--error" role="alert" tabindex="-1" autofocus>
                <h2>"There is a problem"</h2>
                <ul>{lines}</ul>
            </div>
        }
    })
}
