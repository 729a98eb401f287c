//! "Your e-mail address is not confirmed yet."

use contract::{paths, site::EmailVerification};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Icon, PostButton, icon::Shape};
use crate::page_context::use_page;

/// Where the operator wants addresses confirmed and the viewer's is not. The page about the address says it itself.
#[component]
pub fn UnconfirmedBanner() -> impl IntoView {
    let page = use_page();
    let is_told_here = use_location().pathname.get_untracked() == paths::EMAIL;
    let viewer = page
        .viewer
        .filter(|viewer| !viewer.email_is_confirmed && !viewer.email.is_empty());
    viewer
        .filter(|_| page.site.email_verification != EmailVerification::None && !is_told_here)
        .map(|viewer| {
            view! {
                <section class="banner" aria-label="Email address">
                    <div class="banner__text">
                        <Icon shape=Shape::Mail />
                        <p>
                            "Your email address is not confirmed yet. Open the link we sent to "
                            <strong>{viewer.email.clone()}</strong> "."
                        </p>
                    </div>
                    <PostButton
                        path=paths::VERIFY_EMAIL
                        carries=vec![("email", viewer.email)]
                        label="Send the link again"
                        class="button button--quiet button--small"
                    />
                </section>
            }
        })
}
