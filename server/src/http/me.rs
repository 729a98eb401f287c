//! `/api/me`: who am I, for scripts.

use app::error::AppError;
use axum::{Extension, Json, body::Body, http::Response, response::IntoResponse};

use super::{errors::refuse, known::Known};

/// The viewer as JSON; 401 for an anonymous caller.
pub(crate) async fn me(Extension(known): Extension<Known>) -> Response<Body> {
    match known.viewer {
        Some(viewer) => Json(viewer).into_response(),
        None => refuse(AppError::LogInRequired),
    }
}
