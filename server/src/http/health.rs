//! Two questions of a load balancer: is the process there, and can it serve?

use axum::{extract::State, http::StatusCode};
use migration::SchemaStatus;

use crate::state::AppState;

/// The process is up.
pub(crate) async fn health() -> &'static str {
    "ok"
}

/// The database answers and has every migration of this binary; else 503. One that is ahead is fine: during a rolling
/// upgrade the older replicas go on.
pub(crate) async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match migration::schema_status(state.auth.db.reader()).await {
        Ok(SchemaStatus::Current | SchemaStatus::Ahead) => (StatusCode::OK, "ready"),
        Ok(SchemaStatus::Behind) => (StatusCode::SERVICE_UNAVAILABLE, "migrations pending"),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database unreachable")
        }
    }
}
