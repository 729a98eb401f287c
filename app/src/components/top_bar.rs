//! The bar at the top of every page that is not an account form.

use contract::paths;
use leptos::prelude::*;

use super::{AccountMenu, Brand, Icon, Sections, SignUpLink, icon::Shape};
use crate::page_context::use_viewer;

/// Mark and ways in for visitors; mark, sections and account menu for users.
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
    view! {
        <nav class="topbar__end" aria-label="Account">
            <a class="button button--quiet" href=paths::LOG_IN>
                "Log in"
            </a>
            <SignUpLink />
        </nav>
    }
}
