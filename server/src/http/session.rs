//! The session cookie. `auth::sessions` defines what a session holds and how long it lasts.

use auth::sessions::{self, Store};
use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    http::{HeaderValue, Response, StatusCode, header::SET_COOKIE},
    middleware::Next,
    response::IntoResponse,
};
use time::{Duration, OffsetDateTime};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::Cookie};
use web::AppError;

use crate::state::AppState;

/// The layer that loads the session of the cookie, and writes both back.
pub(crate) fn layer(state: &AppState) -> SessionManagerLayer<Store> {
    let cookie = &state.config.session;
    let layer = SessionManagerLayer::new(state.session_store())
        .with_name(cookie.cookie_name.clone())
        .with_http_only(true)
        .with_path("/")
        .with_secure(cookie.is_secure)
        .with_same_site(cookie.same_site)
        .with_always_save(cookie.save_every_request);
    match &cookie.domain {
        Some(domain) => layer.with_domain(domain.clone()),
        None => layer,
    }
}

/// Sets the expiry of the cookie after the handler has run and before the session is written. `tower-sessions` does not store the expiry
/// with a session, so one that is set only at login would be lost with the next write.
pub(crate) async fn set_expiry(
    State(state): State<AppState>,
    session: Session,
    request: Request,
    next: Next,
) -> Response<Body> {
    let response = next.run(request).await;
    let cookie = &state.config.session;
    if session.is_modified() || cookie.save_every_request {
        let persistent = Expiry::OnInactivity(cookie.cookie_age);
        let expiry = match sessions::binding(&session).await {
            Ok(Some(binding)) if binding.is_remembered => persistent,
            Ok(None) if !cookie.expire_at_browser_close => persistent,
            _ => Expiry::OnSessionEnd,
        };
        // `set_expiry` marks the session as modified, so it is called only for one that is written anyway.
        session.set_expiry(Some(expiry));
    }
    response
}

/// Turns the empty 500 with which `tower-sessions` reports a failed write into a 503: the cause is an unreachable database.
pub(crate) async fn map_failed_writes(request: Request, next: Next) -> Response<Body> {
    let response = next.run(request).await;
    let is_ours = response.extensions().get::<AppError>().is_some();
    let is_empty = response.body().size_hint().exact() == Some(0);
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR && is_empty && !is_ours {
        tracing::error!(event = "session.not_written", "the session could not be written");
        return AppError::Unavailable.into_response();
    }
    response
}

/// Replaces the `Set-Cookie` header that removes the session cookie. A browser ignores the removal of a `Secure` or `__Host-` cookie that
/// does not repeat its attributes, and `tower-sessions` repeats only path and domain.
pub(crate) async fn repair_removal_cookies(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let mut response = next.run(request).await;
    let prefix = format!("{}=", state.config.session.cookie_name);
    let is_removal = |cookie: &HeaderValue| {
        cookie
            .to_str()
            .is_ok_and(|cookie| cookie.starts_with(&prefix) && cookie.contains("Max-Age=0"))
    };
    let cookies: Vec<_> = response.headers().get_all(SET_COOKIE).iter().cloned().collect();
    if cookies.iter().any(is_removal) {
        response.headers_mut().remove(SET_COOKIE);
        let others = cookies.into_iter().filter(|cookie| !is_removal(cookie));
        for cookie in others.chain(removal_cookie(&state)) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

fn removal_cookie(state: &AppState) -> Option<HeaderValue> {
    let cookie = &state.config.session;
    let mut removal = Cookie::build(cookie.cookie_name.clone())
        .path("/")
        .http_only(true)
        .same_site(cookie.same_site)
        .secure(cookie.is_secure)
        .max_age(Duration::ZERO)
        .expires(OffsetDateTime::UNIX_EPOCH)
        .build();
    if let Some(domain) = &cookie.domain {
        removal.set_domain(domain.clone());
    }
    HeaderValue::from_str(&removal.to_string()).ok()
}
