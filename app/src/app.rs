//! The routes, grouped by who may come in. `contract::access` says it for the server; a test compares the two.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    page_context::{self, use_page},
    pages::{DashboardPage, FailurePage, HomePage, LogInPage, NotFoundPage, SignUpPage},
};

/// The application. Every page renders as a whole (`SsrMode::Async`): status, redirect and cookies are decided before
/// the first byte leaves. Where the server found that there is no page to show, its reason stands in the page's place
/// until the visitor moves on.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    page_context::provide();
    mark_hydrated();
    let page = use_page();
    let failure = Memo::new(move |_| page.with(|page| page.failure.clone()));

    view! {
        <a class="skip-link" href="#main">
            "Skip to content"
        </a>
        <Router>
            <Forgetful />
            {move || failure.get().map_or_else(
                || view! { <Pages /> }.into_any(),
                |failure| view! { <FailurePage failure /> }.into_any(),
            )}
        </Router>
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundPage>
            // Anyone.
            <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
            // Anonymous visitors.
            <Route path=path!("/login") view=LogInPage ssr=SsrMode::Async />
            <Route path=path!("/signup") view=SignUpPage ssr=SsrMode::Async />
            // Logged-in users.
            <Route path=path!("/dashboard") view=DashboardPage ssr=SsrMode::Async />
        </Routes>
    }
}

/// Renders nothing; it lives inside the router, where the location is known.
#[component]
fn Forgetful() -> impl IntoView {
    page_context::forget_on_navigation();
}

/// `<html data-hydrated="true">`: from here on the page answers to script. Style and tests go by it.
fn mark_hydrated() {
    Effect::new(|| {
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("data-hydrated", "true");
        }
    });
}
