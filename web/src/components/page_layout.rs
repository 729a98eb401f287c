//! The layout of pages with a top bar: all except the account forms.

use leptos::prelude::*;

use super::{Footer, PageTitle, Status, TopBar, UnconfirmedBanner};
use crate::page::use_viewer;

/// Top bar, flash message and content, with a footer for visitors, who have no account menu.
#[component]
pub fn PageLayout(
    /// The title of the page.
    #[prop(into)]
    title: String,
    /// A second bar below the top bar.
    #[prop(optional)]
    bar: Option<AnyView>,
    /// The content of `<main>`.
    children: Children,
) -> impl IntoView {
    view! {
        <PageTitle title />
        <div class="shell">
            <TopBar />
            {bar}
            <main class="page" id="main" tabindex="-1">
                <Status />
                <UnconfirmedBanner />
                {children()}
            </main>
            {use_viewer()
                .is_none()
                .then(|| view! { <Footer line="Free software: MIT or Apache-2.0" /> })}
        </div>
    }
}
