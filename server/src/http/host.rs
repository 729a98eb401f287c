//! Checks the `Host` header: a forged one never reaches a page, a link or a mail.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{Response, header::HOST},
    middleware::Next,
    response::IntoResponse,
};
use contract::paths;
use web::AppError;

use crate::state::AppState;

/// Rejects a request with 400 if its host is not that of `PUBLIC_URL`. Health checks, which are addressed by IP, are exempt.
pub(crate) async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path();
    if path == paths::HEALTH || path == paths::READY || is_own(&state, &request) {
        return next.run(request).await;
    }
    tracing::warn!(event = "host.refused", "a request for another host");
    AppError::BadRequest.into_response()
}

fn is_own(state: &AppState, request: &Request) -> bool {
    let mut named = request
        .headers()
        .get_all(HOST)
        .iter()
        .filter_map(|host| host.to_str().ok());
    let header = named.next();
    // Two `Host` headers are an attack, and an absolute request target (or HTTP/2's `:authority`) must match the header.
    if named.next().is_some() {
        return false;
    }
    let target = request.uri().authority().map(axum::http::uri::Authority::as_str);
    [header, target]
        .into_iter()
        .flatten()
        .all(|host| is_named(state, host))
        && (header.is_some() || target.is_some())
}

fn is_named(state: &AppState, host: &str) -> bool {
    let public = &state.config.public_url;
    let Some(name) = public.host_str() else {
        return false;
    };
    let with_port = public
        .port_or_known_default()
        .map(|port| format!("{name}:{port}"));
    let is_default_port = public.port().is_none();
    with_port.is_some_and(|with_port| host.eq_ignore_ascii_case(&with_port))
        || is_default_port && host.eq_ignore_ascii_case(name)
}
