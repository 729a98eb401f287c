//! Error responses: a page for browsers, JSON for scripts, and no internal details in either.
//!
//! Handlers and layers only set the status, or leave an [`AppError`] in the response's extensions; this layer adds the body. It is outside
//! all of them, so every error looks the same.

use std::{any::Any, sync::Arc};

use axum::{
    Json,
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Response, StatusCode, Uri,
        header::{ALLOW, CONTENT_TYPE, RETRY_AFTER},
    },
    middleware::Next,
    response::IntoResponse,
};
use leptos::nonce::Nonce;
use web::{
    AppError,
    page::{self, PageState},
    request::{RequestAuth, ResponseFormat},
};

use super::{canonical_path, telemetry::RequestId};
use crate::state::AppState;

/// Seconds after which a client should retry a 503.
const RETRY_AFTER_SECONDS: &str = "2";

/// Gives every error response a body in the format that the client accepts.
pub(crate) async fn render_error(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let info = RequestInfo {
        format: ResponseFormat::of(request.headers(), request.uri()),
        uri: canonical_path::renderable(request.uri()),
        request_id: RequestId::of(&request),
        nonce: request.extensions().get::<Nonce>().cloned(),
    };
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || has_body(response.headers()) {
        return response;
    }
    let error = response
        .extensions()
        .get::<AppError>()
        .cloned()
        .unwrap_or_else(|| AppError::from_status(status));
    let mut rendered = match info.format {
        ResponseFormat::Script => Json(&error).into_response(),
        ResponseFormat::Page => {
            page(
                &state,
                info,
                status,
                response.extensions().get::<RequestAuth>().cloned(),
            )
            .await
        }
    };
    *rendered.status_mut() = status;
    copy_headers(&response, &mut rendered);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        rendered
            .headers_mut()
            .entry(RETRY_AFTER)
            .or_insert(HeaderValue::from_static(RETRY_AFTER_SECONDS));
    }
    rendered
}

/// Turns a panic into a 500 response. The panic message is logged and not sent.
#[expect(clippy::needless_pass_by_value, reason = "the signature is tower-http's")]
pub(crate) fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(panic = message, "a handler panicked");
    AppError::Internal.into_response()
}

struct RequestInfo {
    format: ResponseFormat,
    uri: Uri,
    request_id: Option<String>,
    nonce: Option<Nonce>,
}

/// Responses from our handlers have a content type; those of layers are empty or plain text.
fn has_body(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes().starts_with(b"text/html") || kind.as_bytes().starts_with(b"application/json")
    })
}

/// Copies cookies and `Allow`. Content type and length belonged to the original body.
fn copy_headers(from: &Response<Body>, to: &mut Response<Body>) {
    for (name, value) in from.headers() {
        if name == ALLOW || name == axum::http::header::SET_COOKIE {
            to.headers_mut().append(name, value.clone());
        }
    }
}

async fn page(
    state: &AppState,
    request: RequestInfo,
    status: StatusCode,
    auth: Option<RequestAuth>,
) -> Response<Body> {
    let auth = auth.unwrap_or_default();
    let page = PageState {
        services: Arc::clone(&state.services),
        viewer: auth.context.viewer().cloned(),
        path: request.uri.path().to_owned(),
        theme: auth.theme,
        csrf_token: auth.csrf_token,
        flash: None,
        rejected: None,
    };
    let nonce = request.nonce.unwrap_or_default();
    page::render_error(page, request.uri, nonce, status, request.request_id).await
}
