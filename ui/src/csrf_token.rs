//! The hidden input with the CSRF token of a form.

use contract::forms;
use leptos::prelude::*;

/// A hidden input with the session's CSRF token; nothing if there is no session to protect. Browsers send their origin in headers; the
/// token is for programs that read a page and submit its form.
#[component]
pub fn CsrfToken(
    /// The session's CSRF token.
    token: Option<String>,
) -> impl IntoView {
    token.map(|token| view! { <input type="hidden" name=forms::CSRF_TOKEN value=token /> })
}
