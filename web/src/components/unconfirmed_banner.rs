//! The banner about an unconfirmed email address.

use contract::{paths, site::EmailVerification};
use leptos::prelude::*;

use ui::{Icon, icon::Shape};

use super::PostButton;
use crate::page::{use_page, use_site};

/// A banner for viewers whose address is not confirmed, if the site asks for confirmation. The page about the address has its own notice.
#[component]
pub fn UnconfirmedBanner() -> impl IntoView {
    let page = use_page();
    let has_own_notice = use_page().path.clone() == paths::EMAIL;
    let viewer = page
        .viewer
        .clone()
        .filter(|viewer| !viewer.email_is_confirmed && !viewer.email.is_empty());
    viewer
        .filter(|_| use_site().email_verification != EmailVerification::None && !has_own_notice)
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
