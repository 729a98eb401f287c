//! Assembles the HTTP service: every route and every layer.

use std::time::Duration;

use axum::{Router, http::StatusCode, middleware};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::{RequestBodyTimeoutLayer, ResponseBodyTimeoutLayer, TimeoutLayer},
};

use crate::{
    http::{
        assets, canonical_path, content_length, csrf, errors, fallback, host, security_headers, session,
        telemetry, viewer,
    },
    state::AppState,
};

/// The maximum size of a request body. Every form of this site is smaller.
const MAX_BODY_SIZE: usize = 64 * 1024;
/// The maximum time until a response starts.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(30);
/// The maximum time between two chunks of a body.
const BODY_IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// Builds the router from the route table, with all layers.
pub fn router(state: AppState) -> Router {
    web::page::init_executor();
    let (mut visitors, mut machines) = (Router::<AppState>::new(), assets::router(&state.config.site_root));
    for route in state.services.routes.routes() {
        let router = if route.is_for_machines() {
            &mut machines
        } else {
            &mut visitors
        };
        *router = std::mem::take(router).route(route.path(), route.method_router());
    }

    // Layers of pages and forms. A later layer in this list is an inner one.
    let visitors = visitors.fallback(fallback::not_found).layer(
        ServiceBuilder::new()
            .layer(middleware::from_fn_with_state(
                state.clone(),
                csrf::refuse_cross_site,
            ))
            .layer(middleware::from_fn_with_state(
                state.clone(),
                session::repair_removal_cookies,
            ))
            .layer(middleware::from_fn(session::map_failed_writes))
            .layer(session::layer(&state))
            .layer(middleware::from_fn_with_state(state.clone(), session::set_expiry))
            .layer(middleware::from_fn_with_state(state.clone(), viewer::identify)),
    );

    visitors.merge(machines).with_state(state.clone()).layer(
        ServiceBuilder::new()
            .layer(middleware::map_request(telemetry::strip_client_request_id))
            .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
            .layer(middleware::from_fn(telemetry::trace))
            .layer(PropagateRequestIdLayer::x_request_id())
            .layer(middleware::from_fn_with_state(
                state.clone(),
                security_headers::add,
            ))
            .layer(middleware::from_fn_with_state(
                state.clone(),
                errors::render_error,
            ))
            .layer(middleware::from_fn(canonical_path::require))
            .layer(CatchPanicLayer::custom(errors::after_panic))
            .layer(ResponseBodyTimeoutLayer::new(BODY_IDLE_TIMEOUT))
            .layer(middleware::from_fn(content_length::add))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                RESPONSE_TIMEOUT,
            ))
            .layer(middleware::from_fn_with_state(state.clone(), host::check))
            .layer(RequestBodyTimeoutLayer::new(BODY_IDLE_TIMEOUT))
            .layer(RequestBodyLimitLayer::new(MAX_BODY_SIZE)),
    )
}
