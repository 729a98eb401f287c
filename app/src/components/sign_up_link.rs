//! The way to an account.

use contract::paths;
use leptos::prelude::*;

use crate::page_context::use_page;

/// A button-like link; nothing where sign-up is closed.
#[component]
pub fn SignUpLink() -> impl IntoView {
    use_page().site.signup_open.then(|| {
        view! {
            <a class="button button--primary" href=paths::SIGN_UP>
                "Create account"
            </a>
        }
    })
}
