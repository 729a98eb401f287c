//! The cookie that identifies a browser, so that a login from a new device is noticed. It does not authenticate.

use axum::http::HeaderMap;
use cookie::{Cookie, SameSite, time::Duration};

use super::cookies;

/// The longest age that browsers allow (RFC 6265bis).
const MAX_AGE: Duration = Duration::days(400);
/// The length of a valid value in characters.
const LENGTH: usize = 43;

const fn name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-device" } else { "device" }
}

/// The value of the cookie, if it is valid.
#[must_use]
pub fn of_cookies(headers: &HeaderMap, is_secure: bool) -> Option<String> {
    cookies::all(headers)
        .find(|cookie| cookie.name() == name(is_secure) && is_valid(cookie.value()))
        .map(|cookie| cookie.value().to_owned())
}

fn is_valid(value: &str) -> bool {
    value.len() == LENGTH
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

/// The value of a `Set-Cookie` header.
pub(crate) fn cookie(value: &str, is_secure: bool) -> String {
    Cookie::build((name(is_secure), value))
        .path("/")
        .max_age(MAX_AGE)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure)
        .to_string()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, header::COOKIE};

    use super::*;

    #[test]
    fn only_a_value_of_ours_is_believed() {
        let value = "a".repeat(LENGTH);
        let read = |cookies: &str, is_secure| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, HeaderValue::from_str(cookies).expect("a header"));
            of_cookies(&headers, is_secure)
        };
        assert_eq!(
            read(&format!("x=1; device={value}"), false).as_deref(),
            Some(value.as_str())
        );
        assert_eq!(
            read(&format!("__Host-device={value}"), true).as_deref(),
            Some(value.as_str())
        );
        assert_eq!(
            read(&format!("device={value}"), true),
            None,
            "another host may have planted it"
        );
        assert_eq!(read("device=short", false), None);
        assert!(cookie(&value, true).contains("; Secure") && !cookie(&value, false).contains("Secure"));
    }
}
