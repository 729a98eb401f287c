//! The request that a server function works for, and who may make it.

use std::sync::Arc;

use auth::{
    Auth, Client, Origin,
    authentication::{AuthContext, LoginAttempt, LoginOutcome},
    sessions,
};
use axum::http::{HeaderValue, header::SET_COOKIE};
use contract::{
    access::{Policy, Verdict},
    flash_message::FlashMessage,
    viewer::Viewer,
};
use leptos::prelude::*;
use tower_sessions::Session;
use url::Url;

use super::{append_header, device};
use crate::error::AppError;

/// One request, as server functions see it.
#[derive(Clone)]
pub struct Request {
    /// The rules.
    pub auth: Auth,
    /// What the server remembers about this browser.
    pub session: Session,
    /// The user, the session and the client of this request.
    pub context: AuthContext,
    /// The viewer has authenticated a moment ago.
    pub is_recent: bool,
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
    /// `DEFAULT_FROM_EMAIL`.
    pub mail_from: String,
    /// `SESSION_COOKIE_SECURE`.
    pub cookies_are_secure: bool,
}

/// The request that a server function works for.
pub fn request() -> Result<Request, AppError> {
    use_context().ok_or(AppError::Internal)
}

/// The first line of a server function: who may call it. The route guard says the same beforehand; this line is the
/// security, because pages call server functions without any route.
pub fn require(policy: Policy) -> Result<Request, AppError> {
    let request = request()?;
    match policy.judge(request.viewer(), request.is_recent) {
        Verdict::Admit => Ok(request),
        Verdict::LogIn => Err(AppError::LogInRequired),
        Verdict::AlreadyLoggedIn => Err(AppError::Conflict),
        Verdict::Reauthenticate => Err(AppError::ReauthenticationRequired),
        Verdict::Forbid => Err(AppError::Forbidden),
    }
}

/// [`require`] for what only a logged-in user may call: the request, and who they are.
pub fn require_viewer(policy: Policy) -> Result<(Request, Viewer), AppError> {
    let request = require(policy)?;
    let viewer = request.viewer().cloned().ok_or(AppError::LogInRequired)?;
    Ok((request, viewer))
}

/// The key of an opened link in the session; Django's `_password_reset_token`.
const OPENED_RESET: &str = "opened_reset";

impl Request {
    /// The user who is looking; `None` is anonymous.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.context.viewer()
    }

    /// The browser on the other side.
    #[must_use]
    pub fn client(&self) -> &Client {
        self.context.client()
    }

    /// What the audit log records of this request.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.context.origin()
    }

    /// The browser in which a user logs in.
    #[must_use]
    pub fn login_attempt(&self, remember_me: bool) -> LoginAttempt<'_> {
        LoginAttempt {
            session: &self.session,
            client: self.client(),
            remember_me,
        }
    }

    /// Makes this browser a known one where the log-in is complete. Says whether it is; `false` where the address has to be
    /// confirmed first.
    pub fn finish_login(&self, outcome: LoginOutcome) -> Result<bool, AppError> {
        let logged_in = match outcome {
            LoginOutcome::LoggedIn(logged_in) => logged_in,
            LoginOutcome::EmailConfirmationRequired => return Ok(false),
            // No second factor is registered, so none can be required; the page that asks for one belongs here.
            LoginOutcome::SecondFactorRequired(_) => return Err(AppError::LogInRequired),
        };
        if let Some(secret) = logged_in.device {
            let cookie = device::cookie(secret.reveal(), self.site.cookies_are_secure);
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                append_header(SET_COOKIE, cookie);
            }
        }
        Ok(true)
    }

    /// Logs this browser out. Says whether it had a session at all.
    pub async fn end_session(&self) -> Result<bool, AppError> {
        Ok(sessions::log_out(&self.auth, &self.session, &self.origin()).await?)
    }

    /// Remembers that a link to set a password was opened here: its digest, which sets one only in this browser. The session
    /// gets a new id: an attacker who planted the old one in this browser could set the password, too.
    pub async fn keep_opened_reset(&self, uid: &str, digest: String) -> Result<(), AppError> {
        sessions::cycle(&self.auth, &self.session).await?;
        let opened = (uid.to_owned(), digest);
        self.session
            .insert(OPENED_RESET, opened)
            .await
            .map_err(auth::Error::from)?;
        Ok(())
    }

    /// The digest of the link that was opened here for this user. What cannot be read is as good as none.
    pub async fn opened_reset(&self, uid: &str) -> Result<Option<String>, AppError> {
        let opened: Option<(String, String)> = match self.session.get(OPENED_RESET).await {
            Ok(opened) => opened,
            Err(tower_sessions::session::Error::SerdeJson(_)) => None,
            Err(error) => return Err(auth::Error::from(error).into()),
        };
        Ok(opened.and_then(|(owner, digest)| (owner == uid).then_some(digest)))
    }

    /// It has been used.
    pub async fn forget_opened_reset(&self) -> Result<(), AppError> {
        self.session
            .remove_value(OPENED_RESET)
            .await
            .map_err(auth::Error::from)?;
        Ok(())
    }

    /// Ends this session if what was just done has ended it: a message for the next page needs one that is alive.
    pub async fn leave_if_over(&self) -> Result<(), AppError> {
        let Some(identity) = self.context.identity() else {
            return Ok(());
        };
        let viewer =
            auth::authorization::viewer::load(self.auth.db.writer(), identity, self.auth.clock.now()).await;
        if viewer.map_err(auth::Error::from)?.is_none() {
            sessions::end(&self.session).await?;
        }
        Ok(())
    }

    /// Says something on the next page, once: Django's `messages.success`.
    pub async fn flash(&self, message: FlashMessage) -> Result<(), AppError> {
        self.session
            .insert(sessions::FLASH_MESSAGE, message)
            .await
            .map_err(auth::Error::from)?;
        Ok(())
    }
}
