//! Two questions of a load balancer: is the process there, and can it serve?

use axum::{extract::State, http::StatusCode};

use crate::state::AppState;

/// The process is up.
pub(crate) async fn health() -> &'static str {
    "ok"
}

/// The database answers and its migrations are those of this binary; else 503.
pub(crate) async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match migration::is_current(state.auth.db.reader()).await {
        Ok(true) => (StatusCode::OK, "ready"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "migrations pending"),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database unreachable")
        }
    }
}
