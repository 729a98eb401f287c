//! The whole HTTP surface, and every layer around it.

use std::time::Duration;

use app::{app::App, server_functions, ssr};
use axum::{Router, http::StatusCode, middleware, routing::get};
use contract::paths;
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::{RequestBodyTimeoutLayer, ResponseBodyTimeoutLayer, TimeoutLayer},
};

use crate::{
    forms,
    http::{
        assets, canonical_path, content_length, contexts, csrf, errors, fallback, guard, health, host,
        mailbox, me, query, security_headers, session, telemetry, viewer,
    },
    state::AppState,
};

/// No form of this site is larger.
const BODY_LIMIT: usize = 64 * 1024;
/// An answer that takes longer is given up.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
/// A body that stops flowing for this long is given up.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// All routes with all their layers.
pub fn router(state: AppState) -> Router {
    server_functions::register();
    let pages = generate_route_list(App);

    // Pages, forms and what belongs to a visitor. The inner layer is the later one in this list.
    let visitors = Router::new()
        .leptos_routes_with_context(&state, pages, ssr::provide_request_contexts, ssr::document)
        .route(paths::ME, get(me::me))
        .route(paths::MAILBOX_JSON, get(mailbox::json))
        .route(paths::MAILBOX_HTML, get(mailbox::html))
        .route(
            paths::WELL_KNOWN_CHANGE_PASSWORD,
            get(async || guard::see_other(paths::PASSWORD_CHANGE)),
        )
        .fallback(fallback::not_found)
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn_with_state(
                    state.clone(),
                    session::repair_removal_cookies,
                ))
                .layer(middleware::from_fn(session::name_failed_writes))
                .layer(session::layer(&state))
                .layer(middleware::from_fn_with_state(
                    state.clone(),
                    session::decide_expiry,
                ))
                .layer(middleware::from_fn_with_state(state.clone(), viewer::identify))
                .layer(middleware::from_fn_with_state(state.clone(), guard::guard))
                .layer(middleware::from_fn(query::check))
                .layer(middleware::from_fn_with_state(state.clone(), contexts::prepare))
                .layer(middleware::from_fn_with_state(state.clone(), forms::serve)),
        );

    let machines = Router::new()
        .route(paths::HEALTH, get(health::health))
        .route(paths::READY, get(health::ready))
        .merge(assets::router(&state.site_root()));

    visitors.merge(machines).with_state(state.clone()).layer(
        ServiceBuilder::new()
            .layer(middleware::map_request(telemetry::forget_foreign_id))
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
            .layer(ResponseBodyTimeoutLayer::new(BODY_TIMEOUT))
            .layer(middleware::from_fn(content_length::add))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                ANSWER_TIMEOUT,
            ))
            .layer(middleware::from_fn_with_state(state.clone(), host::check))
            .layer(middleware::from_fn_with_state(
                state.clone(),
                csrf::refuse_cross_site,
            ))
            .layer(RequestBodyTimeoutLayer::new(BODY_TIMEOUT))
            .layer(RequestBodyLimitLayer::new(BODY_LIMIT)),
    )
}
