//! What is known about who asks.

use app::error::AppError;
use auth::authentication::AuthContext;
use axum::extract::Request;
use contract::{theme::Theme, viewer::Viewer};

/// Found out once; on the request for handlers, and on the response for error pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestAuth {
    /// The user, the session and the client of this request.
    pub(crate) context: AuthContext,
    /// The viewer has authenticated a moment ago.
    pub(crate) is_recent: bool,
    /// Ties the forms of an error page to the session.
    pub(crate) csrf_token: Option<String>,
    /// Light or dark.
    pub(crate) theme: Theme,
}

impl RequestAuth {
    /// The user; `None` is anonymous.
    pub(crate) fn viewer(&self) -> Option<&Viewer> {
        self.context.viewer()
    }

    /// What [`identify`](super::viewer::identify) found out. Without it nobody has been identified, and nothing may be shown.
    pub(crate) fn of(request: &Request) -> Result<Self, AppError> {
        request.extensions().get().cloned().ok_or(AppError::Internal)
    }
}
