//! Pages with a top bar: everything but the account forms.

use contract::paths;
use leptos::prelude::*;

use super::{Footer, PageTitle, Status, TopBar, UnconfirmedBanner};
use crate::page_context::use_viewer;

/// Top bar, one-time message, content; a footer for visitors who have no account menu.
#[component]
pub fn PageLayout(
    /// What this page is.
    #[prop(into)]
    title: String,
    /// A second bar, under the first.
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
                .then(|| view! { <Footer line="Free software: MIT or Apache-2.0" leads_to=("Your basket", paths::BASKET) /> })}
        </div>
    }
}
