//! The layout of the settings: a list of sections beside the content.

use leptos::prelude::*;

use super::{MenuLinks, PageLayout};
use crate::{page::title_prefix, routing::Menu};

/// Top bar, heading, sections, and one or more cards.
#[component]
pub fn SettingsLayout(
    /// The title of the section.
    title: &'static str,
    /// The cards.
    children: Children,
) -> impl IntoView {
    view! {
        <PageLayout title=format!("{}{title} · Settings", title_prefix())>
            <header class="page-header">
                <div class="page-header__title">
                    <h1>"Settings"</h1>
                </div>
            </header>
            <div class="settings">
                <nav class="settings__nav" aria-label="Settings">
                    <MenuLinks menu=Menu::Settings />
                </nav>
                <div class="settings__content">{children()}</div>
            </div>
        </PageLayout>
    }
}
