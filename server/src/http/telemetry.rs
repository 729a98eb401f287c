//! The access log: one line per request with method, route, status and duration. No query, body or cookie.

use std::time::Instant;

use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    http::Response,
    middleware::Next,
};
use tower_http::request_id::RequestId as HeaderId;
use tracing::Instrument;

/// The id of a request in the log.
pub(crate) struct RequestId;

impl RequestId {
    /// The id as text, for error pages.
    pub(crate) fn of(request: &Request) -> Option<String> {
        let id = request.extensions().get::<HeaderId>()?;
        id.header_value().to_str().ok().map(str::to_owned)
    }
}

/// Removes a request id that a client sent, so that a client can neither write to the log nor impersonate another request.
pub(crate) async fn strip_client_request_id(mut request: Request) -> Request {
    request.headers_mut().remove("x-request-id");
    request
}

/// Opens the span of a request. It records the route's path instead of the actual one, so that ids and tokens do not get into the log.
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
