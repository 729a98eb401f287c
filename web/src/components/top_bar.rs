//! The bar at the top of every page except the account forms.

use contract::paths;
use leptos::prelude::*;

use ui::{Icon, icon::Shape};

use super::{AccountMenu, Brand, MenuLinks, SignUpLink};
use crate::{page::use_viewer, routing::Menu};

/// Brand, sections, and the account menu; for visitors, links to log in and sign up.
#[component]
pub fn TopBar() -> impl IntoView {
    let inside = match use_viewer() {
        None => view! { <AccountLinks /> }.into_any(),
        Some(viewer) => view! {
            <nav class="top-bar__sections" aria-label="Sections">
                <MenuLinks menu=Menu::Main />
            </nav>
            <div class="top-bar__end">
                <details class="menu top-bar__menu" name="top-bar">
                    <summary class="menu__toggle">
                        <Icon shape=Shape::Menu />
                        "Menu"
                    </summary>
                    <nav class="menu__panel" aria-label="Sections">
                        <MenuLinks menu=Menu::Main class="menu__group" item_class="menu__item" />
                    </nav>
                </details>
                {view! { <AccountMenu viewer /> }.into_any()}
            </div>
        }
        .into_any(),
    };
    view! {
        <header class="top-bar">
            <Brand />
            {inside}
        </header>
    }
}

#[component]
fn AccountLinks() -> impl IntoView {
    // A narrow screen has room neither for the sections nor for their menu; the footer contains the links.
    view! {
        <nav class="top-bar__sections" aria-label="Sections">
            <MenuLinks menu=Menu::Main />
        </nav>
        <nav class="top-bar__end" aria-label="Account">
            <a class="button button--quiet" href=paths::LOG_IN>
                "Log in"
            </a>
            <SignUpLink />
        </nav>
    }
}
