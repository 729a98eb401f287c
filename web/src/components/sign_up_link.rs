//! A link to the sign-up page.

use contract::paths;
use leptos::prelude::*;

use crate::page::use_site;

/// A link that looks like a button; nothing if sign-up is closed.
#[component]
pub fn SignUpLink() -> impl IntoView {
    use_site().sign_up_open.then(|| {
        view! {
            <a class="button button--primary" href=paths::SIGN_UP>
                "Create account"
            </a>
        }
    })
}
