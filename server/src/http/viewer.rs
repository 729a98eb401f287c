//! Identifies the viewer: Django's `AuthenticationMiddleware`.

use auth::{
    Client,
    authentication::AuthContext,
    sessions::{self, AuthSession},
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, Response,
        header::{COOKIE, USER_AGENT},
    },
    middleware::Next,
    response::IntoResponse,
};
use contract::{theme::Theme, viewer::Viewer};
use tower_sessions::Session;
use web::{
    AppError,
    request::{RequestAuth, device},
};

use super::client_address;
use crate::state::AppState;

/// Loads the viewer of the session for each request, so that a demotion takes effect with the next one. Ends a session whose user has been
/// deleted or deactivated or has changed the password. Fails with 503 if the database is unreachable; a logged-in user is never treated as
/// anonymous.
pub(crate) async fn identify(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    let client = client(&state, &request);
    let context = match read_viewer(&state, &session).await {
        Ok(Some((viewer, binding))) => AuthContext::of_session(viewer, &binding, client),
        Ok(None) => AuthContext::anonymous(client),
        Err(error) => return AppError::from(error).into_response(),
    };
    let csrf_token = session
        .id()
        .and_then(|id| state.services.csrf.token_of(&id.to_string()));
    let known = RequestAuth {
        context,
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
    let auth = &state.services.auth;
    let Some(binding) = sessions::binding(session).await? else {
        return Ok(None);
    };
    let viewer = if auth.login_methods.accepts(&binding.methods) {
        auth::authorization::viewer::load(auth.db.reader(), binding.identity(), auth.clock.now()).await?
    } else {
        None
    };
    if viewer.is_none() {
        sessions::end(session).await?;
    }
    Ok(viewer.map(|viewer| (viewer, binding)))
}

/// The client that sent the request.
fn client(state: &AppState, request: &Request) -> Client {
    let headers = request.headers();
    Client {
        ip_address: client_address::of(request, &state.config.trusted_proxies)
            .map(|address| address.to_string()),
        user_agent: headers
            .get(USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .map(str::to_owned),
        device: device::of_cookies(headers, state.config.session.is_secure),
    }
}

/// The theme that is stored in this browser's cookie.
fn theme(headers: &HeaderMap) -> Theme {
    let mut cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok());
    cookies.find_map(Theme::of_cookies).unwrap_or_default()
}
