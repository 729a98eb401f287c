//! `/api/me`: the viewer, for scripts.

use axum::{Json, response::IntoResponse};
use web::{AppError, Request};

/// The logged-in user as JSON.
pub(super) async fn me(request: Request) -> Result<impl IntoResponse, AppError> {
    Ok(Json(request.viewer()?.clone()))
}
