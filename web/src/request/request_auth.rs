//! The authentication of a request, determined before any route is called.

use auth::authentication::AuthContext;
use axum::extract::Request;
use contract::theme::Theme;

use crate::error::AppError;

/// Determined once per request. It is stored in the request for routes, and in the response for error pages.
#[derive(Clone, Debug, Default)]
pub struct RequestAuth {
    /// The subject, the credential and the client.
    pub context: AuthContext,
    /// The CSRF token for the forms of the page.
    pub csrf_token: Option<String>,
    /// The theme.
    pub theme: Theme,
}

impl RequestAuth {
    /// Reads it from a request.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the layer that identifies the viewer is missing.
    pub fn of(request: &Request) -> Result<Self, AppError> {
        request.extensions().get().cloned().ok_or(AppError::Internal)
    }
}
