//! The cookie with the method of the last login, so that the login page can mark it. It does not authenticate.

use axum::http::HeaderMap;
use cookie::{Cookie, SameSite, time::Duration};

use super::cookies;

const NAME: &str = "login_method";
const MAX_AGE: Duration = Duration::days(400);

/// The value of the cookie. Any client can set it, so the caller checks that there is such a method.
pub(super) fn of_cookies(headers: &HeaderMap) -> Option<String> {
    cookies::all(headers)
        .find(|cookie| cookie.name() == NAME)
        .map(|cookie| cookie.value().to_owned())
}

/// The value of a `Set-Cookie` header.
pub(super) fn cookie(method: &str, is_secure: bool) -> String {
    Cookie::build((NAME, method))
        .path("/")
        .max_age(MAX_AGE)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure)
        .to_string()
}
