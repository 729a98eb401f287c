//! The files that the build made for browsers. Their names hold a hash of their content, so browsers keep them for ever.

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
#[error("{path}: {problem}. Build the browser's part with `cargo xtask build`")]
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

/// Where the build, or `cargo leptos`, writes the hashes of the files that belong to the binary beside it.
const HASH_LIST: &str = "hash.txt";

/// Finds the files that belong to this binary: those that the hash list beside it names; without a list, as where the
/// binary was copied alone, the newest of each kind.
pub(crate) fn find(site_root: &Path, reload: Option<LeptosOptions>) -> Result<Assets, AssetError> {
    let folder = site_root.join("pkg");
    let list = std::env::current_exe()
        .ok()
        .and_then(|binary| std::fs::read_to_string(binary.with_file_name(HASH_LIST)).ok())
        .unwrap_or_default();
    let file = |kind: &str| match listed(&list, &folder, kind) {
        Some(url) => Ok(url),
        None => newest(&folder, kind),
    };
    Ok(Assets {
        style: file("css")?,
        script: file("js")?,
        wasm: file("wasm")?,
        reload,
    })
}

/// The file that the list names, if it is there: a list without its files is another build's.
fn listed(list: &str, folder: &Path, kind: &str) -> Option<String> {
    let (_, hash) = list
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| *name == kind)?;
    let name = format!("portico.{}.{kind}", hash.trim());
    folder.join(&name).is_file().then(|| format!("/pkg/{name}"))
}

fn newest(folder: &Path, kind: &str) -> Result<String, AssetError> {
    let error = |problem: String| AssetError {
        path: folder.display().to_string(),
        problem,
    };
    let files = std::fs::read_dir(folder).map_err(|cause| error(cause.to_string()))?;
    let ending = format!(".{kind}");
    files
        .filter_map(Result::ok)
        .filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            let modified = file.metadata().ok()?.modified().ok()?;
            (name.starts_with("portico") && name.ends_with(&ending))
                .then(|| (modified, format!("/pkg/{name}")))
        })
        .max()
        .map(|(_, url)| url)
        .ok_or_else(|| error(format!("there is no portico*.{kind}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_goes_before_what_is_newest() {
        let folder = tempfile::TempDir::new().expect("a folder");
        for name in ["portico.mine.js", "portico.other.js"] {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        let list = "js: mine\nwasm: gone\n";
        assert_eq!(
            listed(list, folder.path(), "js").as_deref(),
            Some("/pkg/portico.mine.js")
        );
        assert_eq!(listed(list, folder.path(), "wasm"), None);
        assert_eq!(
            newest(folder.path(), "js").ok().as_deref(),
            Some("/pkg/portico.other.js")
        );
        assert!(newest(folder.path(), "css").is_err());
    }
}
