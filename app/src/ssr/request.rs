//! The request that a server function works for, and who may make it.

use std::sync::Arc;

use auth::{
    Auth,
    login::Identity,
    session::{self, Client},
};
use contract::{
    access::{Policy, Verdict},
    notice::Notice,
    viewer::Viewer,
};
use leptos::prelude::*;
use tower_sessions::Session;
use url::Url;

use crate::error::AppError;

/// One request, as server functions see it.
#[derive(Clone)]
pub struct Request {
    /// The rules.
    pub auth: Auth,
    /// What the server remembers about this browser.
    pub session: Session,
    /// Who is looking.
    pub viewer: Option<Viewer>,
    /// The browser on the other side.
    pub client: Client,
    /// Where the application lives, and where log-in and log-out lead.
    pub site: Arc<SiteUrls>,
}

/// Addresses from the configuration.
#[derive(Clone, Debug)]
pub struct SiteUrls {
    /// `PUBLIC_URL`.
    pub public: Url,
    /// `LOGIN_REDIRECT_URL`.
    pub after_log_in: String,
    /// `LOGOUT_REDIRECT_URL`.
    pub after_log_out: String,
}

/// The request that a server function works for.
pub fn request() -> Result<Request, AppError> {
    use_context().ok_or(AppError::Internal)
}

/// The first line of a server function: who may call it. The route guard says the same beforehand; this line is the
/// security, because pages call server functions without any route.
pub fn require(policy: Policy) -> Result<Request, AppError> {
    let request = request()?;
    match policy.judge(request.viewer.as_ref()) {
        Verdict::Admit => Ok(request),
        Verdict::LogIn => Err(AppError::LogInRequired),
        Verdict::AlreadyLoggedIn => Err(AppError::Conflict),
        Verdict::Forbid => Err(AppError::Forbidden),
    }
}

/// [`require`] for what only a logged-in user may call: the request, and who they are.
pub fn require_viewer(policy: Policy) -> Result<(Request, Viewer), AppError> {
    let request = require(policy)?;
    let viewer = request.viewer.clone().ok_or(AppError::LogInRequired)?;
    Ok((request, viewer))
}

/// The key of the one-time message in the session.
pub const NOTICE: &str = "notice";

impl Request {
    /// Logs this browser in.
    pub async fn start_session(&self, identity: Identity, is_remembered: bool) -> Result<(), AppError> {
        let now = self.auth.clock.now();
        session::log_in(&self.session, identity, is_remembered, self.client.clone(), now).await?;
        Ok(())
    }

    /// Logs this browser out.
    pub async fn end_session(&self) -> Result<(), AppError> {
        session::log_out(&self.session).await?;
        Ok(())
    }

    /// Says something on the next page, once: Django's `messages.success`.
    pub async fn tell(&self, notice: Notice) -> Result<(), AppError> {
        self.session
            .insert(NOTICE, notice)
            .await
            .map_err(auth::Error::from)?;
        Ok(())
    }
}
