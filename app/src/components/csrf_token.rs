//! What a form carries to show that it comes from a page of ours.

use contract::forms;
use leptos::prelude::*;

/// A hidden input; nothing where there is no session to protect. Browsers say by themselves where a form comes from: this
/// is for programs that read the page and send its form.
#[component]
pub fn CsrfToken(
    /// The session's token.
    token: Option<String>,
) -> impl IntoView {
    token.map(|token| view! { <input type="hidden" name=forms::CSRF_TOKEN value=token /> })
}
