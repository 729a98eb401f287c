//! The cookie by which a browser is known again, so that a log-in from a new one can be told of. It lets nobody in.

use axum::http::{HeaderMap, header::COOKIE};

/// As long as browsers keep a cookie (RFC 6265bis).
const MAX_AGE: u32 = 400 * 24 * 60 * 60;
/// Characters of a value of ours.
const LENGTH: usize = 43;

const fn name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-device" } else { "device" }
}

/// What the cookie holds, if it is anything that we could have put there.
#[must_use]
pub fn of_cookies(headers: &HeaderMap, is_secure: bool) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(key, value)| *key == name(is_secure) && is_ours(value))
        .map(|(_, value)| value.to_owned())
}

fn is_ours(value: &str) -> bool {
    value.len() == LENGTH
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

/// The text of `Set-Cookie`.
pub(super) fn cookie(value: &str, is_secure: bool) -> String {
    let secure = if is_secure { "; Secure" } else { "" };
    format!(
        "{}={value}; Path=/; Max-Age={MAX_AGE}; HttpOnly; SameSite=Lax{secure}",
        name(is_secure)
    )
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

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
        assert!(cookie(&value, true).ends_with("; Secure"));
    }
}
