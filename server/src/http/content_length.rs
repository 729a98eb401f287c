//! Adds `Content-Length` to responses of known length. The outer timeout layers hide the length of the body, so without the header every
//! response would be chunked, even an empty redirect.

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderValue, Response, header::CONTENT_LENGTH},
    middleware::Next,
};

/// Adds `Content-Length` if the size of the body is exact and the header is missing.
pub(crate) async fn add(request: Request, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    if let Some(length) = response.body().size_hint().exact() {
        response
            .headers_mut()
            .entry(CONTENT_LENGTH)
            .or_insert(HeaderValue::from(length));
    }
    response
}
