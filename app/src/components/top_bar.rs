//! The bar at the top of every page that is not an account form.

use contract::paths;
use leptos::prelude::*;

use super::{AccountMenu, Brand, Icon, Sections, SignUpLink, icon::Shape};
use crate::page_context::use_viewer;

/// Mark, sections and, for visitors, ways in; for users, the account menu.
#[component]
pub fn TopBar() -> impl IntoView {
    let inside = match use_viewer() {
        None => view! { <WaysIn /> }.into_any(),
        Some(viewer) => view! {
            <nav class="topbar__sections" aria-label="Sections">
                <Sections />
            </nav>
            <div class="topbar__end">
                <details class="menu topbar__fold" name="topbar">
                    <summary class="menu__toggle">
                        <Icon shape=Shape::Menu />
                        "Menu"
                    </summary>
                    <nav class="menu__panel" aria-label="Sections">
                        <Sections class="menu__group" item_class="menu__item" />
                    </nav>
                </details>
                {view! { <AccountMenu viewer /> }.into_any()}
            </div>
        }
        .into_any(),
    };
    view! {
        <header class="topbar">
            <Brand />
            {inside}
        </header>
    }
}

#[component]
fn WaysIn() -> impl IntoView {
    // Where there is no room for sections there is none for their menu either: the foot of the page has the link.
    view! {
        <nav class="topbar__sections" aria-label="Sections">
            <Sections />
        </nav>
        <nav class="topbar__end" aria-label="Account">
            <a class="button button--quiet" href=paths::LOG_IN>
                "Log in"
            </a>
            <SignUpLink />
        </nav>
    }
}
