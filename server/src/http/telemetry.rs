//! One line a request: who asked for what, what came of it, how long it took. No query, no body, no cookie.

use std::time::Instant;

use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    http::Response,
    middleware::Next,
};
use tower_http::request_id::RequestId as HeaderId;
use tracing::Instrument;

/// The id by which the log knows a request.
pub(crate) struct RequestId;

impl RequestId {
    /// As text, for an error page.
    pub(crate) fn of(request: &Request) -> Option<String> {
        let id = request.extensions().get::<HeaderId>()?;
        id.header_value().to_str().ok().map(str::to_owned)
    }
}

/// Forgets the id that a client sent: the log's ids are ours, so nobody can write into it or pass for another request.
pub(crate) async fn forget_foreign_id(mut request: Request) -> Request {
    request.headers_mut().remove("x-request-id");
    request
}

/// Opens the span that everything said during the request belongs to. The path is the route's, not the visitor's: ids
/// and tokens in addresses stay out of the log.
pub(crate) async fn trace(request: Request, next: Next) -> Response<Body> {
    let id = RequestId::of(&request).unwrap_or_default();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str);
    let span = tracing::info_span!("request", %id, method = %request.method(), route);
    let started = Instant::now();
    async move {
        let response = next.run(request).await;
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status = response.status().as_u16(), milliseconds, "answered");
        response
    }
    .instrument(span)
    .await
}
