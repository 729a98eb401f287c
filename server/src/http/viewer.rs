//! Who is looking: Django's `AuthenticationMiddleware`.

use auth::sessions::{self, AuthSession};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Response, header::COOKIE},
    middleware::Next,
};
use contract::{access::RECENT_MINUTES, theme::Theme, viewer::Viewer};
use time::Duration;
use tower_sessions::Session;

use super::{errors::error_response, request_auth::RequestAuth};
use crate::state::AppState;

/// Reads the viewer behind the session, anew for each request: a demotion holds from the next one on. A session whose
/// user is gone, inactive, or has changed the password is ended. Where the database cannot be asked, nobody is let
/// through as anonymous: 503.
pub(crate) async fn identify(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    let (viewer, binding) = match read_viewer(&state, &session).await {
        Ok(found) => found.unzip(),
        Err(error) => return error_response(error.into()),
    };
    let csrf_token = session.id().and_then(|id| state.csrf.token_of(&id.to_string()));
    let known = RequestAuth {
        viewer,
        is_recent: binding.as_ref().is_some_and(|binding| is_recent(&state, binding)),
        identity: binding.as_ref().map(AuthSession::identity),
        csrf_token,
        theme: theme(request.headers()),
    };
    request.extensions_mut().insert(known.clone());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(known);
    response
}

async fn read_viewer(
    state: &AppState,
    session: &Session,
) -> Result<Option<(Viewer, AuthSession)>, auth::Error> {
    let Some(binding) = sessions::binding(session).await? else {
        return Ok(None);
    };
    let viewer = if binding.is_accepted_by(&state.auth.backends) {
        auth::authorization::viewer::load(state.auth.db.reader(), binding.identity(), state.auth.clock.now())
            .await?
    } else {
        None
    };
    if viewer.is_none() {
        sessions::end(session).await?;
    }
    Ok(viewer.map(|viewer| (viewer, binding)))
}

/// A clock that was set back makes nothing recent.
fn is_recent(state: &AppState, binding: &AuthSession) -> bool {
    let age = state.auth.clock.now() - binding.authenticated_at;
    (Duration::ZERO..Duration::minutes(RECENT_MINUTES)).contains(&age)
}

/// The appearance that this browser asked to be remembered.
fn theme(headers: &HeaderMap) -> Theme {
    let mut cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok());
    cookies.find_map(Theme::of_cookies).unwrap_or_default()
}
