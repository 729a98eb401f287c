//! The session cookie. What is in a session and how long it lasts is `auth::sessions`'s; this is how a browser holds it.

use app::error::AppError;
use auth::sessions::{self, Store};
use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    http::{HeaderValue, Response, StatusCode, header::SET_COOKIE},
    middleware::Next,
};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::SameSite};

use super::errors::error_response;
use crate::state::AppState;

/// The layer that finds the session by the cookie and writes both back.
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

/// Decides how long the cookie lasts, at the only moment when it is known: after the handler, before the session is
/// written. `tower-sessions` keeps no expiry with a session; set once at log-in, it would be forgotten at the next write.
pub(crate) async fn decide_expiry(
    State(state): State<AppState>,
    session: Session,
    request: Request,
    next: Next,
) -> Response<Body> {
    let response = next.run(request).await;
    let cookie = &state.config.session;
    if session.is_modified() || cookie.save_every_request {
        let lasting = Expiry::OnInactivity(cookie.cookie_age);
        let expiry = match sessions::binding(&session).await {
            Ok(Some(binding)) if binding.is_remembered => lasting,
            Ok(None) if !cookie.expire_at_browser_close => lasting,
            _ => Expiry::OnSessionEnd,
        };
        // This marks the session as modified, so it is asked only of one that is, or is to be saved anyway.
        session.set_expiry(Some(expiry));
    }
    response
}

/// `tower-sessions` answers with an empty 500 when it cannot write the session; the reason is the database, and that is a
/// 503 like any other time it cannot be reached.
pub(crate) async fn name_failed_writes(request: Request, next: Next) -> Response<Body> {
    let response = next.run(request).await;
    let is_ours = response.extensions().get::<AppError>().is_some();
    let is_empty = response.body().size_hint().exact() == Some(0);
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR && is_empty && !is_ours {
        tracing::error!(
            event = "session.not_written",
            "an answer was given up because its session could not be written"
        );
        return error_response(AppError::Unavailable);
    }
    response
}

/// A browser ignores the removal of a `Secure` or `__Host-` cookie that does not repeat its attributes, and
/// `tower-sessions` repeats only path and domain: the cookie would stay. Writes the removal anew.
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
        for cookie in others.chain(removal(&state)) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

fn removal(state: &AppState) -> Option<HeaderValue> {
    let cookie = &state.config.session;
    let same_site = match cookie.same_site {
        SameSite::Strict => "Strict",
        SameSite::Lax => "Lax",
        SameSite::None => "None",
    };
    let secure = if cookie.is_secure { "; Secure" } else { "" };
    let domain = cookie
        .domain
        .as_ref()
        .map(|domain| format!("; Domain={domain}"))
        .unwrap_or_default();
    let text = format!(
        "{}=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite={same_site}{secure}{domain}",
        cookie.cookie_name
    );
    HeaderValue::from_str(&text).ok()
}
