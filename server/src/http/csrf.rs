//! A `POST` that another site could have caused is refused, log-in included.
//!
//! Browsers say where a request comes from: `Sec-Fetch-Site`, or `Origin` where that is missing. `tower-http`'s layer
//! decides by these (the rule of Go's `CrossOriginProtection`). It lets a request with neither through, because no
//! browser of this decade sends one; with a session cookie on it, we do not.

use app::error::AppError;
use axum::{
    body::Body,
    extract::Request,
    http::{
        Response,
        header::{COOKIE, HeaderName, ORIGIN},
    },
    middleware::Next,
    response::IntoResponse,
};
use tower_http::csrf::{CsrfLayer, ProtectionError, ResponseForProtectionError};

use super::errors::refuse;
use crate::state::AppState;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The layer, with our own origin as the one to trust: behind a proxy the `Host` may differ from it.
pub(crate) fn layer(state: &AppState) -> CsrfLayer<Refusal> {
    let origin = state.config.public_url.origin().ascii_serialization();
    let layer = CsrfLayer::new();
    layer
        .clone()
        .add_trusted_origin(origin)
        .unwrap_or(layer)
        .with_rejection_response(Refusal)
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

/// No `Sec-Fetch-Site`, no `Origin`, but a cookie: not a browser, or one old enough to be made to do anything.
pub(crate) async fn refuse_what_no_browser_sends(request: Request, next: Next) -> Response<Body> {
    let headers = request.headers();
    let says_where_from = headers.contains_key(SEC_FETCH_SITE) || headers.contains_key(ORIGIN);
    if !request.method().is_safe() && headers.contains_key(COOKIE) && !says_where_from {
        tracing::warn!(event = "csrf.refused", "a request with a cookie that does not say where it comes from");
        return refuse(AppError::Forbidden).into_response();
    }
    next.run(request).await
}
