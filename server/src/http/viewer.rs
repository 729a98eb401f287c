//! Who is looking: Django's `AuthenticationMiddleware`.

use app::ssr::device;
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
};
use contract::{theme::Theme, viewer::Viewer};
use tower_sessions::Session;

use super::{client_address, errors::error_response, request_auth::RequestAuth};
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
    let client = client(&state, &request);
    let context = match read_viewer(&state, &session).await {
        Ok(Some((viewer, binding))) => AuthContext::of_session(viewer, &binding, client),
        Ok(None) => AuthContext::anonymous(client),
        Err(error) => return error_response(error.into()),
    };
    let csrf_token = session.id().and_then(|id| state.csrf.token_of(&id.to_string()));
    let known = RequestAuth {
        is_recent: context.is_recently_authenticated(state.auth.clock.now()),
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
    let Some(binding) = sessions::binding(session).await? else {
        return Ok(None);
    };
    let viewer = if state.auth.login_methods.accepts(&binding.methods) {
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

/// The browser on the other side.
fn client(state: &AppState, request: &Request) -> Client {
    Client {
        ip_address: client_address::of(request, &state.config.trusted_proxies)
            .map(|address| address.to_string()),
        user_agent: request
            .headers()
            .get(USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .map(str::to_owned),
        device: device::of_cookies(request.headers(), state.config.session.is_secure),
    }
}

/// The appearance that this browser asked to be remembered.
fn theme(headers: &HeaderMap) -> Theme {
    let mut cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok());
    cookies.find_map(Theme::of_cookies).unwrap_or_default()
}
