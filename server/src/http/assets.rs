//! The files that `cargo leptos build` made. Their names hold a hash of their content, so browsers keep them for ever.

use std::path::Path;

use app::ssr::Assets;
use axum::{
    Router,
    body::Body,
    http::{HeaderValue, Request, Response, header::CACHE_CONTROL},
    middleware::{self, Next},
};
use leptos::config::LeptosOptions;
use thiserror::Error;
use tower_http::services::{ServeDir, ServeFile};

use crate::state::AppState;

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// Why the files cannot be served.
#[derive(Debug, Error)]
#[error("{path}: {problem}. Build the browser's part with `cargo xtask run` or `cargo leptos build`")]
pub struct AssetError {
    path: String,
    problem: String,
}

/// Serves the folder, with the Brotli or gzip file beside each where the browser takes one.
pub(crate) fn router(site_root: &Path) -> Router<AppState> {
    let files = ServeDir::new(site_root.join("pkg"))
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let packages = Router::new()
        .nest_service("/pkg", files)
        .layer(middleware::from_fn(keep_for_ever));
    let icon = ServeFile::new(site_root.join("favicon.svg"));
    let icon = Router::new()
        .route_service("/favicon.svg", icon)
        .layer(middleware::from_fn(keep_for_a_day));
    packages.merge(icon)
}

async fn keep_for_ever(request: Request<Body>, next: Next) -> Response<Body> {
    keep(IMMUTABLE, request, next).await
}

async fn keep_for_a_day(request: Request<Body>, next: Next) -> Response<Body> {
    keep(A_DAY, request, next).await
}

/// Only what was found: an error is not to be kept.
async fn keep(how: HeaderValue, request: Request<Body>, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == axum::http::StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(CACHE_CONTROL, how);
    }
    response
}

/// Finds the current files: the newest of each kind in the folder, by the hash list that `cargo leptos` leaves beside the
/// binary where there is one.
pub(crate) fn find(site_root: &Path, reload: Option<LeptosOptions>) -> Result<Assets, AssetError> {
    let folder = site_root.join("pkg");
    let newest = |start: &str, end: &str| newest(&folder, start, end);
    Ok(Assets {
        style: newest("portico", ".css")?,
        script: newest("portico", ".js")?,
        wasm: newest("portico", ".wasm")?,
        reload,
    })
}

fn newest(folder: &Path, start: &str, end: &str) -> Result<String, AssetError> {
    let error = |problem: String| AssetError {
        path: folder.display().to_string(),
        problem,
    };
    let files = std::fs::read_dir(folder).map_err(|cause| error(cause.to_string()))?;
    files
        .filter_map(Result::ok)
        .filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            let is_it = name.starts_with(start) && name.ends_with(end);
            let modified = file.metadata().ok()?.modified().ok()?;
            is_it.then(|| (modified, format!("/pkg/{name}")))
        })
        .max()
        .map(|(_, url)| url)
        .ok_or_else(|| error(format!("there is no {start}*{end}")))
}
