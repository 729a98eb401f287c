//! The routes, grouped by who may come in. `contract::access` says it for the server; a test compares the two.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    page_context::use_page,
    pages::{DashboardPage, FailurePage, HomePage, LogInPage, NotFoundPage, SignUpPage},
};

/// The application. Every page renders as a whole (`SsrMode::Async`): status, redirect and cookies are decided before
/// the first byte leaves. Where the server found that there is no page to show, its reason stands in the page's place.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <a class="skip-link" href="#main">
            "Skip to content"
        </a>
        <Router>
            <Page />
        </Router>
    }
}

#[component]
fn Page() -> impl IntoView {
    match use_page().failure {
        None => view! { <Pages /> }.into_any(),
        Some(failure) => view! { <FailurePage failure /> }.into_any(),
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
