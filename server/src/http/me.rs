//! `/api/me`: who am I, for scripts.

use app::error::AppError;
use axum::{Extension, Json, body::Body, http::Response, response::IntoResponse};

use super::{errors::error_response, request_auth::RequestAuth};

/// The viewer as JSON; 401 for an anonymous caller.
pub(crate) async fn me(Extension(known): Extension<RequestAuth>) -> Response<Body> {
    match known.viewer().cloned() {
        Some(viewer) => Json(viewer).into_response(),
        None => error_response(AppError::LogInRequired),
    }
}
