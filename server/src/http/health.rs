//! Liveness and readiness checks for load balancers.

use std::sync::Arc;

use axum::http::StatusCode;
use migration::SchemaStatus;
use web::Services;

use crate::domains::migrations;

/// Liveness: the process is running.
pub(crate) async fn health(_: Arc<Services>) -> &'static str {
    "ok"
}

/// Readiness: the database is reachable and has every migration of this binary; otherwise 503. A newer schema is accepted, so that older
/// replicas keep serving during a rolling upgrade.
pub(crate) async fn ready(services: Arc<Services>) -> (StatusCode, &'static str) {
    match migration::schema_status(services.auth.db.reader(), &migrations(&services.domains)).await {
        Ok(SchemaStatus::Current | SchemaStatus::Ahead) => (StatusCode::OK, "ready"),
        Ok(SchemaStatus::Behind) => (StatusCode::SERVICE_UNAVAILABLE, "migrations pending"),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database unreachable")
        }
    }
}
