//! The state of a page before its data is loaded.

use std::sync::Arc;

use contract::{forms::RejectedForm, theme::Theme, viewer::Viewer};

use crate::{request::Request, services::Services};

/// The state that the server has gathered for one request.
#[derive(Clone)]
pub struct PageState {
    /// The services of the application.
    pub services: Arc<Services>,
    /// The viewer; `None` for an anonymous visitor.
    pub viewer: Option<Viewer>,
    /// The path of the page.
    pub path: String,
    /// The theme.
    pub theme: Theme,
    /// The CSRF token for the forms of the page; `None` if there is no session to protect.
    pub csrf_token: Option<String>,
    /// The flash message.
    pub flash: Option<String>,
    /// The rejected submission, if this page shows it again.
    pub rejected: Option<RejectedForm>,
}

impl PageState {
    /// Creates the state for a request.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        Self {
            services: Arc::clone(&request.services),
            viewer: request.context.viewer().cloned(),
            path: request.path().to_owned(),
            theme: request.theme,
            csrf_token: request.csrf_token.clone(),
            flash: None,
            rejected: None,
        }
    }
}
