//! A `POST` that another site could have caused is refused, log-in included.
//!
//! Browsers say where a request comes from, in `Sec-Fetch-Site` and in `Origin`; whatever they say has to be us. A request
//! that says neither comes from no browser of this decade. It has to carry the token of its session, as the hidden input
//! of every form does: a program that reads our pages and sends our forms is welcome, anything else is not.
//!
//! The rule is that of Go's `CrossOriginProtection`, with the scheme compared as well.

use app::{error::AppError, ssr::CsrfKey};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Response,
        header::{HeaderName, ORIGIN},
    },
    middleware::Next,
};
use tower_sessions::Session;

use super::errors::error_response;
use crate::state::AppState;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses with 403 what says that it comes from elsewhere.
pub(crate) async fn refuse_cross_site(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let own = state.config.public_url.origin().ascii_serialization();
    if request.method().is_safe() || is_from_here(request.headers(), &own) {
        return next.run(request).await;
    }
    tracing::warn!(event = "csrf.refused", "a request that another site caused");
    error_response(AppError::Forbidden)
}

fn is_from_here(headers: &HeaderMap, own: &str) -> bool {
    let site = headers.get(SEC_FETCH_SITE).map(HeaderValue::as_bytes);
    let origin = headers.get(ORIGIN).map(HeaderValue::as_bytes);
    let site_fits = matches!(site, None | Some(b"same-origin" | b"none"));
    let origin_fits = match origin {
        // An extension that hides the referrer hides the origin, too; the browser still knows.
        Some(b"null") => site == Some(b"same-origin"),
        Some(origin) => origin == own.as_bytes(),
        None => true,
    };
    site_fits && origin_fits
}

/// Does the request say at all where it comes from? What got past [`refuse_cross_site`] and does, comes from here.
pub(crate) fn is_attested(headers: &HeaderMap) -> bool {
    headers.contains_key(SEC_FETCH_SITE) || headers.contains_key(ORIGIN)
}

/// Is this the token of the session? Without a session there is nothing that a forged request could abuse.
pub(crate) fn has_token(key: &CsrfKey, session: &Session, token: Option<&str>) -> bool {
    session
        .id()
        .is_none_or(|id| token.is_some_and(|token| key.is_token_of(&id.to_string(), token)))
}
