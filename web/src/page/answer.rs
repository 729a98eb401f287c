//! Renders a page as a whole, so that status, redirects and cookies are known before the first byte is sent.

use std::sync::{Arc, OnceLock};

use any_spawner::Executor;
use axum::{
    body::Body,
    http::{Method, Response, StatusCode, Uri, request::Parts},
    response::IntoResponse,
};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::render_app_async_with_context;

use super::{PageState, document::Document};
use crate::{
    components::ErrorPage,
    error::AppError,
    forms,
    request::{Request, ResponseFormat},
    routing::{PageError, View},
};

/// Installs the Tokio executor for views. Must be called before the first page is rendered.
pub fn init_executor() {
    // In tests, another application in the same process may have installed it already.
    let _ = Executor::init_tokio();
}

/// Responds to a `GET` with a page.
pub(crate) async fn answer(request: Request, parts: Parts, view: View) -> Response<Body> {
    let mut page = PageState::of(&request);
    if is_opened(&request)
        && let Err(error) = forms::take_for_page(&request.session, &mut page).await
    {
        return error.into_response();
    }
    render(request, page, parts, view).await
}

/// Whether a visitor opens the page. A prefetch must not consume the flash message.
fn is_opened(request: &Request) -> bool {
    *request.method() == Method::GET
        && request.header("sec-purpose").is_none()
        && request.format == ResponseFormat::Page
}

/// Renders a view in its document, or responds with the error that prevented it.
pub async fn render(request: Request, page: PageState, parts: Parts, view: View) -> Response<Body> {
    let failure = Arc::new(OnceLock::new());
    let session = request.session.clone();
    let app = {
        let failure = Arc::clone(&failure);
        move || {
            let (view, request, failure) = (Arc::clone(&view), request.clone(), Arc::clone(&failure));
            let content = Suspend::new(async move {
                match view(request).await {
                    Ok(view) => Some(view),
                    Err(error) => {
                        let _ = failure.set(error);
                        None
                    }
                }
            });
            view! { <Document>{content}</Document> }.into_any()
        }
    };
    let nonce = parts.extensions.get::<Nonce>().cloned().unwrap_or_default();
    let http = axum::extract::Request::from_parts(parts, Body::empty());
    let response = render_app_async_with_context(contexts(page, nonce), app)(http).await;
    match failure.get().cloned() {
        Some(PageError::Next(next)) => forms::see_next(&session, next).await,
        Some(error) => error.into_response(),
        None => response,
    }
}

/// Renders an error page. `request_id` is the request's id in the log.
pub async fn render_error(
    page: PageState,
    uri: Uri,
    nonce: Nonce,
    status: StatusCode,
    request_id: Option<String>,
) -> Response<Body> {
    let app = move || {
        let error = AppError::from_status(status);
        let request_id = request_id.clone();
        view! {
            <Document>
                <ErrorPage error request_id />
            </Document>
        }
        .into_any()
    };
    // Rendered as the response to a `GET` of the same URI.
    let mut request = axum::extract::Request::new(Body::empty());
    *request.uri_mut() = uri;
    render_app_async_with_context(contexts(page, nonce), app)(request).await
}

fn contexts(page: PageState, nonce: Nonce) -> impl Fn() + Clone + Send + Sync + 'static {
    let page = Arc::new(page);
    move || {
        provide_context(Arc::clone(&page));
        provide_context(nonce.clone());
    }
}
