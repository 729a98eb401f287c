//! Routes that are served in development only. In production they respond with 404.

use contract::paths;
use web::{Policy, Route, page, resource};

mod mailbox;

/// The routes of this area.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page(paths::MAILBOX, Policy::Anyone, mailbox::mailbox_page).for_development(),
        resource(paths::MAILBOX_JSON, Policy::Anyone, mailbox::json).for_development(),
        resource(paths::MAILBOX_HTML, Policy::Anyone, mailbox::html).for_development(),
    ]
}
