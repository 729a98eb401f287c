//! What a server function may reach. The HTTP side prepares it for each request; nothing else comes in here.

use std::sync::Arc;

use auth::{Auth, session::Client};
use axum::http::{
    HeaderValue,
    header::{LOCATION, SET_COOKIE},
    request::Parts,
};
use contract::{
    access::{Policy, Verdict},
    page::PageState,
    viewer::Viewer,
};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::ResponseOptions;
use tower_sessions::Session;
use url::Url;

use crate::error::AppError;

mod csrf_key;
mod document;

pub use csrf_key::CsrfKey;
pub use document::{Assets, document};

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

/// What one response needs: made by the HTTP side, put into the request's extensions, and taken up by
/// [`provide_request_contexts`].
#[derive(Clone)]
pub struct Contexts {
    /// For server functions.
    pub request: Request,
    /// For pages.
    pub page: PageState,
    /// For every inline script.
    pub nonce: Nonce,
    /// Names of the files that the browser loads.
    pub assets: Arc<Assets>,
}

/// Hands the contexts of this request to Leptos. Called once per page and once per server function.
pub fn provide_request_contexts() {
    let Some(contexts) = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Contexts>().cloned())
    else {
        return;
    };
    provide_context(contexts.request);
    provide_context(contexts.page);
    provide_context(contexts.nonce);
    provide_context(contexts.assets);
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

/// Where to go after a form: the HTTP side makes it a 303 for a plain form and a hint for a script. A target that
/// cannot stand in a header leads home.
pub fn see_other(path: &str) {
    if let Some(response) = use_context::<ResponseOptions>() {
        let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
        response.insert_header(LOCATION, location);
        response.insert_header(
            axum::http::HeaderName::from_static(server_fn::redirect::REDIRECT_HEADER),
            HeaderValue::from_static("true"),
        );
    }
}

/// Adds a header to the response, a cookie for example.
pub fn append_header(name: axum::http::HeaderName, value: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(name, value);
    }
}

/// Where to go after a log-in: to `next` if that is a page of this site, else to `LOGIN_REDIRECT_URL`. The form's field
/// goes before the address of the page, as in Django.
pub fn continue_to(request: &Request, next: &str) {
    let from_query = || {
        let query = use_context::<Parts>()?.uri.query()?.to_owned();
        let pairs = url::form_urlencoded::parse(query.as_bytes()).into_owned();
        pairs
            .into_iter()
            .find_map(|(name, value)| (name == "next").then_some(value))
    };
    let next = if next.is_empty() {
        from_query().unwrap_or_default()
    } else {
        next.to_owned()
    };
    let target = auth::next_url::local_path(&next, &request.site.public);
    see_other(target.as_deref().unwrap_or(&request.site.after_log_in));
}

/// The key of the one-time message in the session.
pub const NOTICE: &str = "notice";

impl Request {
    /// Logs this browser in.
    pub async fn start_session(
        &self,
        identity: auth::login::Identity,
        is_remembered: bool,
    ) -> Result<(), AppError> {
        let now = self.auth.clock.now();
        auth::session::log_in(&self.session, identity, is_remembered, self.client.clone(), now).await?;
        Ok(())
    }

    /// Logs this browser out.
    pub async fn end_session(&self) -> Result<(), AppError> {
        auth::session::log_out(&self.session).await?;
        Ok(())
    }

    /// Says something on the next page, once: Django's `messages.success`.
    pub async fn tell(&self, notice: contract::notice::Notice) -> Result<(), AppError> {
        self.session
            .insert(NOTICE, notice)
            .await
            .map_err(auth::Error::from)?;
        Ok(())
    }
}

/// Remembers the appearance for a year, in a cookie of its own: it has nothing to do with who is logged in.
pub fn remember_theme(request: &Request, theme: contract::theme::Theme) {
    let is_https = request.site.public.scheme() == "https";
    let (name, secure) = if is_https {
        ("__Host-theme", "; Secure")
    } else {
        ("theme", "")
    };
    let cookie = format!(
        "{name}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}",
        theme.name()
    );
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        append_header(SET_COOKIE, cookie);
    }
}

/// Path and query of an address of this site; `None` for one of any other.
#[must_use]
pub fn same_site_path(address: &str, public: &Url) -> Option<String> {
    let address = Url::parse(address).ok()?;
    let path = &address[url::Position::BeforePath..url::Position::AfterQuery];
    // Two slashes would lead to the host that follows them.
    (address.origin() == public.origin() && !path.starts_with("//")).then(|| path.to_owned())
}
