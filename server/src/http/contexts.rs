//! What a page or a server function may reach, gathered for each request.

use std::sync::Arc;

use app::{
    error::AppError,
    ssr::{Contexts, Request as AppRequest},
};
use auth::{
    sessions::{FLASH_MESSAGE, INTERRUPTED, REFUSED},
    tokens::digest,
};
use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{Method, Response},
    middleware::Next,
};
use contract::{flash_message::FlashMessage, forms::RejectedForm, page::PageState, paths};
use leptos::nonce::Nonce;
use serde::de::DeserializeOwned;
use tower_sessions::Session;

use super::{errors::error_response, request_auth::RequestAuth, response_format::ResponseFormat};
use crate::state::AppState;

/// Prepares `app::ssr::Contexts`. A page takes what was kept for it, a one-time message and a refused form, out of the
/// session: the next one will not find them.
pub(crate) async fn prepare(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    let known = match RequestAuth::of(&request) {
        Ok(known) => known,
        Err(error) => return error_response(error),
    };
    let mut page = PageState {
        viewer: known.viewer().cloned(),
        theme: known.theme,
        csrf_token: known.csrf_token,
        site: state.auth.site.clone(),
        ..PageState::default()
    };
    let is_page = is_opened_page(&request);
    if is_page && let Err(error) = take_kept(&session, request.uri().path(), &mut page).await {
        return error_response(error);
    }
    let contexts = Contexts {
        request: AppRequest {
            auth: state.auth.clone(),
            session,
            context: known.context,
            is_recent: known.is_recent,
            site: Arc::clone(&state.site),
        },
        page,
        nonce: request.extensions().get::<Nonce>().cloned().unwrap_or_default(),
        assets: Arc::clone(&state.assets),
    };
    request.extensions_mut().insert(contexts);
    next.run(request).await
}

/// A page that somebody opens. Not an address that leads nowhere, such as a missing icon, and not a page that a browser
/// fetches in advance: either would use up what was meant for the visitor.
fn is_opened_page(request: &Request) -> bool {
    request.method() == Method::GET
        && request.extensions().get::<MatchedPath>().is_some()
        && !request.headers().contains_key("sec-purpose")
        && ResponseFormat::of(request.headers(), request.uri()) == ResponseFormat::Page
}

async fn take_kept(session: &Session, path: &str, page: &mut PageState) -> Result<(), AppError> {
    page.notice = take::<FlashMessage>(session, FLASH_MESSAGE).await?;
    let is_own = |refused: &RejectedForm| refused.page == digest(path);
    page.refused = take::<RejectedForm>(session, REFUSED).await?.filter(is_own);
    // It waits while the password is asked for, as often as that takes.
    if path != paths::REAUTHENTICATE {
        let interrupted = take::<RejectedForm>(session, INTERRUPTED).await?.filter(is_own);
        page.refused = page.refused.take().or(interrupted);
    }
    Ok(())
}

/// Takes a value out. One that cannot be read, because a newer replica wrote it, is as good as none: it goes as well.
async fn take<T: DeserializeOwned>(session: &Session, key: &str) -> Result<Option<T>, AppError> {
    // Asked first, because taking out what is not there would count as a change and write the session.
    if session.get_value(key).await.map_err(auth::Error::from)?.is_none() {
        return Ok(None);
    }
    let value = session.remove_value(key).await.map_err(auth::Error::from)?;
    Ok(value.and_then(|value| serde_json::from_value(value).ok()))
}
