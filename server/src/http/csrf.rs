//! A `POST` that another site could have caused is refused, log-in included.
//!
//! Browsers say where a request comes from: `Sec-Fetch-Site`, or `Origin` where that is missing. `tower-http`'s layer
//! decides by these (the rule of Go's `CrossOriginProtection`). It lets a request with neither through, because no
//! browser of this decade sends one. Here such a request has to carry the token of its session, as the hidden input of
//! every form does: a program that reads our pages and sends our forms is welcome, anything else is not.

use app::{error::AppError, ssr::CsrfKey};
use axum::{
    body::Body,
    extract::Request,
    http::{
        HeaderMap, Response,
        header::{HeaderName, ORIGIN},
    },
    middleware::Next,
};
use tower_http::csrf::{CsrfLayer, ProtectionError, ResponseForProtectionError};
use tower_sessions::Session;

use super::errors::refuse;
use crate::state::AppState;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The layer, with our own origin as the one to trust: behind a proxy the `Host` may differ from it.
pub(crate) fn layer(state: &AppState) -> CsrfLayer<Refusal> {
    let origin = state.config.public_url.origin().ascii_serialization();
    let layer = CsrfLayer::new();
    layer.clone().add_trusted_origin(origin).unwrap_or(layer).with_rejection_response(Refusal)
}

/// How a cross-origin request is refused: 403, and a line in the log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal;

impl ResponseForProtectionError<Body> for Refusal {
    fn response_for_protection_error(&mut self, error: ProtectionError) -> Response<Body> {
        tracing::warn!(event = "csrf.refused", %error, "a cross-origin request");
        refuse(AppError::Forbidden)
    }
}

/// The layer believes a trusted `Origin` whatever `Sec-Fetch-Site` says. A request that contradicts itself comes from no
/// page of ours.
pub(crate) async fn refuse_contradictions(request: Request, next: Next) -> Response<Body> {
    let site = request.headers().get(SEC_FETCH_SITE);
    let is_ours = site.is_none_or(|site| site == "same-origin" || site == "none");
    if request.method().is_safe() || is_ours {
        return next.run(request).await;
    }
    tracing::warn!(event = "csrf.refused", "a cross-site request with our own origin");
    refuse(AppError::Forbidden)
}

/// Does the request say itself that it comes from our pages? What got past the layer with either header does.
pub(crate) fn is_attested(headers: &HeaderMap) -> bool {
    headers.contains_key(SEC_FETCH_SITE) || headers.contains_key(ORIGIN)
}

/// Is this the token of the session? Without a session there is nothing that a forged request could abuse.
pub(crate) fn has_token(key: &CsrfKey, session: &Session, token: Option<&str>) -> bool {
    session.id().is_none_or(|id| token.is_some_and(|token| key.is_token_of(&id.to_string(), token)))
}
