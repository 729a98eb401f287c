//! The account menu: the logged-in user, and the form that logs out. A native `<details>` element, so it opens without JavaScript.

use contract::{paths, viewer::Viewer};
use leptos::prelude::*;

use ui::{CsrfToken, Icon, icon::Shape, islands::ThemeSwitch};

use super::RoleBadge;
use crate::page::use_page;

/// The menu at the end of the top bar.
#[component]
pub fn AccountMenu(
    /// The logged-in user.
    viewer: Viewer,
) -> impl IntoView {
    let initial = viewer
        .short_name()
        .chars()
        .next()
        .map(|c| c.to_uppercase().to_string());
    view! {
        <details class="menu" name="top-bar">
            <summary class="menu__toggle">
                <span class="avatar" aria-hidden="true">
                    {initial}
                </span>
                <span class="visually-hidden">"Account of "</span>
                <span class="menu__name">{viewer.username.clone()}</span>
                <Icon shape=Shape::Chevron />
            </summary>
            <div class="menu__panel">
                <div class="menu__group menu__identity">
                    <p>{viewer.username.clone()}</p>
                    <p>{viewer.email.clone()}</p>
                    <RoleBadge role=viewer.role />
                </div>
                <div class="menu__group">
                    <a class="menu__item" href=paths::PROFILE>
                        "Settings"
                    </a>
                </div>
                <div class="menu__group">
                    <ThemeSwitch theme=use_page().theme csrf_token=use_page().csrf_token.clone() />
                </div>
                // A plain form. Logging out loads a new page, so that no private data stays in this one.
                <form class="menu__group" method="post" action=paths::LOG_OUT>
                    <CsrfToken token=use_page().csrf_token.clone() />
                    <button class="menu__item">"Log out"</button>
                </form>
            </div>
        </details>
    }
}
