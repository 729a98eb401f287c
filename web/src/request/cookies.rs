//! Reads the cookies of a request.

use axum::http::{HeaderMap, header::COOKIE};
use cookie::Cookie;

/// All cookies of a request. A cookie that cannot be parsed is omitted.
pub(super) fn all(headers: &HeaderMap) -> impl Iterator<Item = Cookie<'_>> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
}
