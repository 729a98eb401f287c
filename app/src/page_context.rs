//! What every page knows: who is looking, what to say once, which form was refused.
//!
//! The server prepares it for each request and puts it into the context, where pages find it. Islands do not: what they
//! need they are given, and nothing else leaves the server.

use contract::{
    access::{self, Method, Verdict},
    forms::{Form, FormState},
    page::PageState,
    viewer::Viewer,
};
use leptos::prelude::*;

/// What the page knows. The default while the routes are being listed at start.
#[must_use]
pub fn use_page() -> PageState {
    use_context().unwrap_or_default()
}

/// Who is looking; `None` is an anonymous visitor.
#[must_use]
pub fn use_viewer() -> Option<Viewer> {
    use_page().viewer
}

/// May the viewer open the page at this path? A link to a closed door is no help.
#[must_use]
pub fn may_open(path: &str) -> bool {
    access::policy(Method::Get, path).admits(use_viewer().as_ref())
}

/// Would the viewer's form to this path be heard, once they have logged in where they are nobody yet? A button that is always refused
/// is no help either.
#[must_use]
pub fn may_send(path: &str) -> bool {
    access::policy(Method::Post, path).judge(use_viewer().as_ref(), true) != Verdict::Forbid
}

/// What a form of this page starts with.
#[must_use]
pub fn form_state(form: &Form) -> FormState {
    let page = use_page();
    FormState {
        refused: page.refused.filter(|refused| refused.form == form.path),
        csrf_token: page.csrf_token,
    }
}

/// How the status of the page that is being rendered is set; the server puts one into the context.
#[derive(Clone, Copy)]
pub struct SetStatus(pub fn(u16));

/// Sets the status of the page that is being rendered; in the browser there is none.
pub fn set_status(status: u16) {
    if let Some(SetStatus(set)) = use_context() {
        set(status);
    }
}
