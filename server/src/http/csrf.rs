//! Rejects a `POST` that another site could have caused, including a login.
//!
//! Browsers send the origin of a request in `Sec-Fetch-Site` and `Origin`; both must match this site. A request with neither header comes
//! from a script or from a very old browser. It must carry the CSRF token of its session, which every form contains as a hidden input, so a
//! program that reads our pages and submits our forms is accepted.
//!
//! The rule is that of Go's `CrossOriginProtection`, and compares the scheme as well.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Response,
        header::{HeaderName, ORIGIN},
    },
    middleware::Next,
    response::IntoResponse,
};
use web::AppError;

use crate::state::AppState;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Rejects a cross-site request with 403.
pub(crate) async fn refuse_cross_site(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let own = state.config.public_url.origin().ascii_serialization();
    if request.method().is_safe() || is_same_origin(request.headers(), &own) {
        return next.run(request).await;
    }
    tracing::warn!(event = "csrf.refused", "a request that another site caused");
    AppError::Forbidden.into_response()
}

fn is_same_origin(headers: &HeaderMap, own: &str) -> bool {
    let site = headers.get(SEC_FETCH_SITE).map(HeaderValue::as_bytes);
    let origin = headers.get(ORIGIN).map(HeaderValue::as_bytes);
    let site_fits = matches!(site, None | Some(b"same-origin" | b"none"));
    let origin_fits = match origin {
        // A privacy extension may hide the origin along with the referrer; `Sec-Fetch-Site` is still reliable.
        Some(b"null") => site == Some(b"same-origin"),
        Some(origin) => origin == own.as_bytes(),
        None => true,
    };
    site_fits && origin_fits
}
