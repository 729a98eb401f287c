//! Responses for unknown paths.

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, Uri, header::LOCATION},
    response::IntoResponse,
};
use web::AppError;

/// Redirects a path with a trailing slash with 308; anything else is 404.
pub(crate) async fn not_found(uri: Uri) -> Response<Body> {
    match without_slash(&uri) {
        Some(location) => (StatusCode::PERMANENT_REDIRECT, [(LOCATION, location)]).into_response(),
        None => AppError::NotFound.into_response(),
    }
}

fn without_slash(uri: &Uri) -> Option<HeaderValue> {
    let path = uri.path();
    let trimmed = path.strip_suffix('/')?;
    // `canonical_path` rejects these paths already; `//evil.example/` must not become a redirect to evil.example.
    if trimmed.ends_with('/') || !auth::local_path::is_local(trimmed) {
        return None;
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    HeaderValue::from_str(&format!("{trimmed}{query}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trailing_slash_is_taken_off_and_nothing_else() {
        for (uri, location) in [
            ("/login/", Some("/login")),
            ("/login//", None),
            ("/a/b/?x=1", Some("/a/b?x=1")),
            ("/login", None),
            ("/", None),
            ("//", None),
            ("//evil.example/", None),
        ] {
            let found = without_slash(&uri.parse().expect("a URI"));
            assert_eq!(
                found.as_ref().map(|value| value.to_str().expect("text")),
                location,
                "{uri}"
            );
        }
    }
}
