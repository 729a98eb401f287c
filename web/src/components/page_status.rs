//! The status of a page that is not a success.

use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// Sets the status of the page.
#[component]
pub fn PageStatus(
    /// The status.
    status: StatusCode,
) -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}
