//! Access to the state of the current page, for components.

use std::sync::Arc;

use contract::{
    forms::{Form, RejectedForm},
    site::Site,
    viewer::Viewer,
};
use leptos::prelude::*;

use super::PageState;
use crate::routing::{Method, Recency, Verdict};

/// The state of the current page.
///
/// # Panics
/// Outside a page. [`render`](super::render) provides the state to all views.
#[must_use]
pub fn use_page() -> Arc<PageState> {
    expect_context()
}

/// The viewer; `None` for an anonymous visitor.
#[must_use]
pub fn use_viewer() -> Option<Viewer> {
    use_page().viewer.clone()
}

/// The settings that visitors see the effect of.
#[must_use]
pub fn use_site() -> Site {
    use_page().services.auth.site.clone()
}

/// Whether the viewer is allowed to open a page. `path` is a path without parameters, or the pattern of a route.
#[must_use]
pub fn may_open(path: &str) -> bool {
    let page = use_page();
    let policy = page.services.routes.policy(Method::Get, path);
    policy.is_some_and(|policy| policy.admits(page.viewer.as_ref()))
}

/// Whether the viewer is allowed to submit a form, possibly after logging in.
#[must_use]
pub fn may_send(form: &Form) -> bool {
    let page = use_page();
    let policy = page.services.routes.policy(Method::Post, form.path);
    policy.is_some_and(|policy| policy.judge_viewer(page.viewer.as_ref(), Recency::Recent) != Verdict::Forbid)
}

/// The rejected submission of a form, if this page shows it again.
#[must_use]
pub fn rejected(form: &Form) -> Option<RejectedForm> {
    let page = use_page();
    page.rejected
        .as_ref()
        .filter(|rejected| rejected.form == form.path)
        .cloned()
}

/// The prefix of the title of a page with a rejected form: "Error: ".
#[must_use]
pub fn title_prefix() -> &'static str {
    if use_page().rejected.is_some() {
        "Error: "
    } else {
        ""
    }
}
