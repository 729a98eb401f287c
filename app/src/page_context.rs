//! What every page knows: who is looking, what to say once, which form was refused.

use contract::{page::PageState, viewer::Viewer};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Reads the state that the server prepared for this request and hands it to all pages. In the browser it comes out
/// of the page itself, so the first render there is the one the server did.
pub fn provide() {
    let state = SharedValue::new(server_state).into_inner();
    provide_context(RwSignal::new(state));
}

/// What the page knows. Reading a part of it in a view follows its changes.
pub fn use_page() -> RwSignal<PageState> {
    expect_context()
}

/// Who is looking; `None` is an anonymous visitor.
pub fn use_viewer() -> Option<Viewer> {
    use_page().with_untracked(|page| page.viewer.clone())
}

/// One-time messages, refused forms and errors belong to the page that was loaded: they go when the visitor moves on.
/// Call inside the router.
pub fn forget_on_navigation() {
    let path = use_location().pathname;
    let page = use_page();
    Effect::new(move |first: Option<String>| {
        let here = path.get();
        if first.is_some_and(|before| before != here) {
            page.update(|page| {
                page.notice = None;
                page.refused = None;
                page.failure = None;
            });
        }
        here
    });
}

#[cfg(feature = "ssr")]
fn server_state() -> PageState {
    crate::ssr::page_state()
}

/// Only reached where there is no page to take the state from, which does not happen in a browser.
#[cfg(not(feature = "ssr"))]
fn server_state() -> PageState {
    PageState::default()
}
