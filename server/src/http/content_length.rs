//! Says how long an answer is where it is known. The layers around count time, not bytes, and would hide it: every answer
//! would come in chunks, an empty redirect too.

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderValue, Response, header::CONTENT_LENGTH},
    middleware::Next,
};

/// Adds `Content-Length` where the body's size is certain and nobody has said it yet.
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
