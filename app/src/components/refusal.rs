//! Why a form of one button was refused.

use contract::{field_errors::FieldError, forms::Form};
use leptos::prelude::*;

use crate::page_context::form_state;

/// The errors of a form that has no fields to show them at; nothing where there are none.
#[component]
pub fn Refusal(
    /// Whose.
    form: &'static Form,
) -> impl IntoView {
    form_state(form).refused.map(|refused| {
        let fields = refused.errors.fields.values().flatten();
        let lines = refused
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
