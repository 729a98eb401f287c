//! What an error looks like: a page for a browser, JSON for a script, never anything from inside.
//!
//! Handlers and layers only say the status, or leave an [`AppError`] in the response's extensions; this layer gives it
//! a body. It stands outside all others, so whatever any of them refuses looks the same.

use std::{any::Any, sync::Arc};

use app::{error::AppError, ssr};
use axum::{
    Json,
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Method, Response, StatusCode, Uri,
        header::{ALLOW, CONTENT_TYPE, RETRY_AFTER},
    },
    middleware::Next,
    response::IntoResponse,
};
use contract::page::{Failure, PageState};
use leptos::{nonce::Nonce, prelude::provide_context};

use super::{
    canonical_path, request_auth::RequestAuth, response_format::ResponseFormat, telemetry::RequestId,
};
use crate::state::AppState;

/// Seconds until a client should try again after a 503.
const RETRY_AFTER_SECONDS: &str = "2";

/// A response that carries its error for [`render_error`] to show.
pub(crate) fn error_response(error: AppError) -> Response<Body> {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = status.into_response();
    response.extensions_mut().insert(error);
    response
}

/// Gives every error response a body that fits who asked.
pub(crate) async fn render_error(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let wanted = Wanted {
        format: ResponseFormat::of(request.headers(), request.uri()),
        uri: canonical_path::renderable(request.uri()),
        request_id: RequestId::of(&request),
        nonce: request.extensions().get::<Nonce>().cloned(),
    };
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_dressed(response.headers()) {
        return response;
    }
    let error = response
        .extensions()
        .get::<AppError>()
        .cloned()
        .unwrap_or_else(|| AppError::from_status(status.as_u16()));
    let mut dressed = match wanted.format {
        ResponseFormat::Script => Json(&error).into_response(),
        ResponseFormat::Page => {
            page(
                &state,
                wanted,
                status,
                response.extensions().get::<RequestAuth>().cloned(),
            )
            .await
        }
    };
    *dressed.status_mut() = status;
    keep_headers(&response, &mut dressed);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        dressed
            .headers_mut()
            .entry(RETRY_AFTER)
            .or_insert(HeaderValue::from_static(RETRY_AFTER_SECONDS));
    }
    dressed
}

/// A panic is one 500; the process goes on. What it said is in the log, not in the answer.
#[expect(clippy::needless_pass_by_value, reason = "the signature is tower-http's")]
pub(crate) fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(panic = message, "a handler panicked");
    error_response(AppError::Internal)
}

struct Wanted {
    format: ResponseFormat,
    uri: Uri,
    request_id: Option<String>,
    nonce: Option<Nonce>,
}

/// Answers of our own making say what they are; those of layers are empty or a line of plain text.
fn is_dressed(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes().starts_with(b"text/html") || kind.as_bytes().starts_with(b"application/json")
    })
}

/// Cookies and `Allow` belong to the refusal; its type and length belonged to the body that went.
fn keep_headers(from: &Response<Body>, to: &mut Response<Body>) {
    for (name, value) in from.headers() {
        if name == ALLOW || name == axum::http::header::SET_COOKIE {
            to.headers_mut().append(name, value.clone());
        }
    }
}

async fn page(
    state: &AppState,
    wanted: Wanted,
    status: StatusCode,
    known: Option<RequestAuth>,
) -> Response<Body> {
    let known = known.unwrap_or_default();
    let page = PageState {
        viewer: known.viewer().cloned(),
        csrf_token: known.csrf_token,
        theme: known.theme,
        failure: Some(Failure {
            status: status.as_u16(),
            request_id: wanted.request_id,
        }),
        site: state.auth.site.clone(),
        ..PageState::default()
    };
    let assets = Arc::clone(&state.assets);
    let nonce = wanted.nonce.unwrap_or_default();
    let contexts = move || {
        provide_context(page.clone());
        provide_context(nonce.clone());
        provide_context(Arc::clone(&assets));
    };
    // Rendered as an answer to a GET of the same address: the top bar wants to know where it is.
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = wanted.uri;
    leptos_axum::render_app_async_with_context(contexts, ssr::document)(request).await
}
