//! The request for which a page or a form is processed.

use std::{ops::Deref, sync::Arc};

use auth::{
    Auth, Client, Origin,
    authentication::{AuthContext, LoginAttempt, LoginOutcome},
    sessions::{self, Identity},
};
use axum::{
    extract::MatchedPath,
    http::{HeaderMap, HeaderValue, Method, Uri, request::Parts},
};
use contract::{
    field_errors::{FieldError, FieldErrors},
    theme::Theme,
    viewer::Viewer,
};
use percent_encoding::percent_decode_str;
use tower_sessions::Session;
use url::form_urlencoded;

pub use self::{
    csrf_key::{CsrfKey, is_attested},
    request_auth::RequestAuth,
    response_format::ResponseFormat,
};
use crate::{error::AppError, services::Services};

mod cookies;
mod csrf_key;
pub mod device;
mod last_method;
pub(crate) mod query;
mod request_auth;
mod response_format;

/// A request. It dereferences to [`Services`], so `request.auth` is the account services.
#[derive(Clone)]
pub struct Request {
    /// The services of the application.
    pub services: Arc<Services>,
    /// The session.
    pub session: Session,
    /// The subject, the credential and the client: the input of policies and audit entries.
    pub context: AuthContext,
    /// The theme.
    pub theme: Theme,
    /// The CSRF token for the forms of the page.
    pub csrf_token: Option<String>,
    /// Whether the response is a page or JSON.
    pub format: ResponseFormat,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    parameters: Arc<[(String, String)]>,
}

impl Deref for Request {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.services
    }
}

impl Request {
    /// Creates it from the parts of an HTTP request.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the layer that identifies the viewer, or the session layer, is missing.
    pub(crate) fn from_parts(services: Arc<Services>, parts: &Parts) -> Result<Self, AppError> {
        let known = parts
            .extensions
            .get::<RequestAuth>()
            .cloned()
            .ok_or(AppError::Internal)?;
        let session = parts
            .extensions
            .get::<Session>()
            .cloned()
            .ok_or(AppError::Internal)?;
        Ok(Self {
            services,
            session,
            context: known.context,
            theme: known.theme,
            csrf_token: known.csrf_token,
            format: ResponseFormat::of(&parts.headers, &parts.uri),
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            parameters: parameters(parts),
        })
    }

    /// The account services.
    #[must_use]
    pub fn auth(&self) -> &Auth {
        &self.services.auth
    }

    /// The logged-in user.
    ///
    /// # Errors
    /// [`AppError::LogInRequired`] for an anonymous visitor, whom only [`Policy::Anyone`](crate::Policy::Anyone) and
    /// [`Policy::Anonymous`](crate::Policy::Anonymous) admit.
    pub fn viewer(&self) -> Result<&Viewer, AppError> {
        self.context.viewer().ok_or(AppError::LogInRequired)
    }

    /// Whether the visitor is anonymous.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        self.context.viewer().is_none()
    }

    /// The identity with which the session was started.
    ///
    /// # Errors
    /// Like [`Self::viewer`].
    pub fn identity(&self) -> Result<Identity, AppError> {
        self.context.identity().ok_or(AppError::LogInRequired)
    }

    /// The client.
    #[must_use]
    pub fn client(&self) -> &Client {
        self.context.client()
    }

    /// The origin of an audit entry.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.context.origin()
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path, as sent.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The path and query.
    #[must_use]
    pub fn path_and_query(&self) -> &str {
        self.uri.path_and_query().map_or("/", |target| target.as_str())
    }

    /// A header, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a path parameter; empty if the route does not have it.
    #[must_use]
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters
            .iter()
            .find_map(|(parameter, value)| (parameter == name).then_some(value.as_str()))
            .unwrap_or_default()
    }

    pub(crate) fn parameters(&self) -> &[(String, String)] {
        &self.parameters
    }

    /// The `{id}` parameter.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if it is not a number.
    pub fn id(&self) -> Result<i64, AppError> {
        parse_id(self.parameter("id"))
    }

    /// The value of a query parameter; empty if it is missing.
    #[must_use]
    pub fn query(&self, name: &str) -> String {
        self.query_all(name).next().unwrap_or_default()
    }

    /// All values of a query parameter.
    pub fn query_all(&self, name: &str) -> impl Iterator<Item = String> {
        form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes())
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The referring page with its query, if it is on this site.
    #[must_use]
    pub fn referring_page(&self) -> Option<String> {
        auth::local_path::of_address(self.header("referer")?, &self.site.public)
    }

    /// The path to go to after a login: `next` if it is a local path, otherwise `LOGIN_REDIRECT_URL`. As in Django, the form's field takes
    /// precedence over the page's query.
    #[must_use]
    pub fn after_log_in(&self, next: &str) -> String {
        let next = if next.is_empty() {
            self.query("next")
        } else {
            next.to_owned()
        };
        auth::local_path::parse(&next, &self.site.public).unwrap_or_else(|| self.site.after_log_in.clone())
    }

    /// The login attempt of this browser.
    #[must_use]
    pub fn login_attempt(&self, remember_me: bool) -> LoginAttempt<'_> {
        LoginAttempt {
            session: &self.session,
            client: self.client(),
            remember_me,
        }
    }

    /// Completes a login. Returns the cookies to set: that of the method, and that of the device if the browser does not have one yet.
    ///
    /// # Errors
    /// [`AppError::Invalid`] if the address must be confirmed first.
    pub fn complete_login(&self, outcome: LoginOutcome) -> Result<Vec<HeaderValue>, AppError> {
        match outcome {
            LoginOutcome::LoggedIn(logged_in) => {
                let is_secure = self.site.cookies_are_secure;
                let device = logged_in
                    .device
                    .map(|secret| device::cookie(secret.reveal(), is_secure));
                let method = last_method::cookie(&logged_in.method, is_secure);
                Ok([device, Some(method)]
                    .into_iter()
                    .flatten()
                    .filter_map(|cookie| HeaderValue::from_str(&cookie).ok())
                    .collect())
            }
            LoginOutcome::EmailConfirmationRequired => Err(AppError::Invalid(FieldErrors::of_form(
                FieldError::EmailNotConfirmed,
            ))),
            // No second factor is registered. Redirect to its page here.
            LoginOutcome::SecondFactorRequired(_) => Err(AppError::LogInRequired),
        }
    }

    /// The name of the method by which a user of this browser logged in last, such as `oauth:google`.
    #[must_use]
    pub fn last_login_method(&self) -> Option<String> {
        last_method::of_cookies(&self.headers).filter(|method| self.auth.login_methods.has(method))
    }

    /// Ends this session if the last action has invalidated it, because a flash message needs a valid one.
    ///
    /// # Errors
    /// If the database or the session is unreachable.
    pub async fn end_if_invalidated(&self) -> Result<(), AppError> {
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
}

/// The path parameters of the route. Invalid UTF-8 is replaced: no name, key or token of this site contains any.
fn parameters(parts: &Parts) -> Arc<[(String, String)]> {
    let pattern = parts
        .extensions
        .get::<MatchedPath>()
        .map_or("", MatchedPath::as_str);
    let segments = pattern.split('/').zip(parts.uri.path().split('/'));
    segments
        .filter_map(|(pattern, segment)| {
            let name = pattern.strip_prefix('{')?.strip_suffix('}')?;
            let value = percent_decode_str(segment).decode_utf8_lossy().into_owned();
            Some((name.to_owned(), value))
        })
        .collect()
}

/// Parses the id of an object from a path or a form.
///
/// # Errors
/// [`AppError::NotFound`] if it is not a number.
pub fn parse_id(text: &str) -> Result<i64, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}
