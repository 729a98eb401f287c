//! Static assets for the browser. Their names contain a hash of their content, so they can be cached indefinitely.

use std::path::Path;

use axum::{
    Router,
    body::Body,
    http::{HeaderValue, Request, Response, header::CACHE_CONTROL},
    middleware::{self, Next},
};
use leptos::config::LeptosOptions;
use thiserror::Error;
use tower_http::services::{ServeDir, ServeFile};
use web::services::Assets;

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ONE_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// An asset that cannot be served.
#[derive(Debug, Error)]
#[error("{path}: {problem}. Build the assets with `cargo xtask build`")]
pub struct AssetError {
    path: String,
    problem: String,
}

/// Serves the asset directory, compressed with Brotli or gzip if the browser accepts it.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(site_root: &Path) -> Router<S> {
    let files = ServeDir::new(site_root.join("pkg"))
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let packages = Router::new()
        .nest_service("/pkg", files)
        .layer(middleware::from_fn(cache_immutable));
    let icon = ServeFile::new(site_root.join("favicon.svg"));
    let icon = Router::new()
        .route_service("/favicon.svg", icon)
        .layer(middleware::from_fn(cache_for_a_day));
    packages.merge(icon)
}

async fn cache_immutable(request: Request<Body>, next: Next) -> Response<Body> {
    set_cache_control(IMMUTABLE, request, next).await
}

async fn cache_for_a_day(request: Request<Body>, next: Next) -> Response<Body> {
    set_cache_control(ONE_DAY, request, next).await
}

/// Sets `Cache-Control` on a successful response; an error must not be cached.
async fn set_cache_control(value: HeaderValue, request: Request<Body>, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == axum::http::StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(CACHE_CONTROL, value);
    }
    response
}

/// The file in which the build, or `cargo leptos`, records the asset hashes that belong to the binary beside it.
const HASH_LIST: &str = "hash.txt";

/// Finds the assets of this binary: those in the hash list beside it, or the newest of each kind if there is no list, for example because
/// only the binary was copied.
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

/// The listed file, if it exists. A list without its files belongs to another build.
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
    fn the_hash_list_takes_precedence() {
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
