//! The canonical form of a request path. A request with any other path is rejected before another layer sees it.
//!
//! axum matches the path as the client sent it. A proxy, a cache or a log in front may resolve dot segments, treat a backslash as a slash
//! (WHATWG URL, path state) or merge slashes. A path with two interpretations could be authorized as one and served as the other (CWE-436,
//! interpretation conflict).

use axum::{
    body::Body,
    extract::Request,
    http::{Response, Uri},
    middleware::Next,
    response::IntoResponse,
};
use web::AppError;

/// Rejects a request target without a path with 400, and a path that is not canonical with 404.
pub(crate) async fn require(request: Request, next: Next) -> Response<Body> {
    match check(request.uri()) {
        Ok(()) => next.run(request).await,
        Err(error) => IntoResponse::into_response(error),
    }
}

/// The request target for which an error page is rendered: the home page's if the actual one is not canonical.
pub(crate) fn renderable(target: &Uri) -> Uri {
    if check(target).is_ok() {
        target.clone()
    } else {
        Uri::default()
    }
}

/// Authority form (`CONNECT host:443`) and asterisk form (`OPTIONS *`) name no resource of this site (RFC 9112, section 3.2), and
/// `leptos_axum` panics without a path.
fn check(target: &Uri) -> Result<(), AppError> {
    if !matches!(target.scheme_str(), None | Some("http" | "https")) || !target.path().starts_with('/') {
        return Err(AppError::BadRequest);
    }
    if is_canonical(target.path()) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// Returns `true` if this is the canonical form of the path: it begins with a slash and has no empty segment except at its end (the
/// trailing slash that `fallback::not_found` removes), no dot segment in any encoding, no backslash, encoded slash, encoded backslash, NUL
/// or other control character. Hexadecimal digits of either case are equivalent.
fn is_canonical(path: &str) -> bool {
    let Some(segments) = path.strip_prefix('/') else {
        return false;
    };
    let lower = segments.to_ascii_lowercase();
    let has_odd_character = lower.bytes().any(|byte| byte == b'\\' || byte.is_ascii_control())
        || ["%00", "%2f", "%5c"].iter().any(|escape| lower.contains(escape));
    let (inner, last) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let has_empty_segment = lower.contains('/') && inner.split('/').any(str::is_empty);
    let has_dot_segment = inner.split('/').chain([last]).any(is_dot_segment);
    !(has_odd_character || has_empty_segment || has_dot_segment)
}

/// Returns `true` for `.` and `..`, also encoded as `%2e`. The segment is in lower case.
fn is_dot_segment(segment: &str) -> bool {
    matches!(segment.replace("%2e", ".").as_str(), "." | "..")
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use url::Url;

    use super::*;

    const CANONICAL: [&str; 16] = [
        "/",
        "/login",
        "/login/",
        "/admin/users/7",
        "/pkg/portico.0123.css",
        "/.well-known/change-password",
        "/a.b/..c/d../...",
        "/%2e%2e%2e",
        "/a%2eb",
        "/%c3%a4",
        "/%C3%A4",
        "/%c3%A4/%41",
        "/ä",
        "/%252e%252e/%252f%255c",
        "/a%20b%09",
        "/a;b=c,d@e:f",
    ];

    const OTHERS: [&str; 29] = [
        "",
        "*",
        "login",
        "//",
        "///",
        "//admin",
        "/admin//users",
        "/login//",
        "/.",
        "/..",
        "/./",
        "/../",
        "/a/./b",
        "/a/../b",
        "/a/.",
        "/a/..",
        "/%2e",
        "/%2E%2e/a",
        "/a/.%2e",
        "/a/%2E./b",
        "/a\\b",
        "/..\\a",
        "/a%5cb",
        "/a%5Cb",
        "/a%2fb",
        "/a%2Fb",
        "/a%00",
        "/%00",
        "/a\tb",
    ];

    #[test]
    fn a_path_has_one_canonical_form() {
        for path in CANONICAL {
            assert!(is_canonical(path), "{path}");
        }
        for path in OTHERS {
            assert!(!is_canonical(path), "{path}");
        }
    }

    /// `leptos_axum` resolves a canonical path to the same path, whatever pieces it consists of.
    #[test]
    fn url_leaves_a_canonical_path_alone() {
        const PIECES: [&str; 11] = [
            "/", ".", "a", "\\", "%2e", "%2E", "%2f", "%5C", "%00", "%", "%c3%A4",
        ];
        let mut paths: Vec<String> = CANONICAL.map(str::to_owned).to_vec();
        let mut longest = vec!["/".to_owned()];
        for _ in 0..4 {
            longest = longest
                .iter()
                .flat_map(|path| PIECES.map(|piece| format!("{path}{piece}")))
                .collect();
            paths.extend_from_slice(&longest);
        }
        let segments = |path: &str| -> Vec<Vec<u8>> {
            path.split('/')
                .map(|segment| percent_decode_str(segment).collect())
                .collect()
        };
        let mut canonical = 0;
        for path in paths.iter().filter(|path| is_canonical(path)) {
            let url = Url::parse(&format!("http://leptos.dev{path}")).expect("a URL");
            assert_eq!(segments(url.path()), segments(path), "{path}");
            canonical += 1;
        }
        assert!(canonical > 1000, "{canonical}");
    }

    #[test]
    fn a_target_has_a_path() {
        for (target, status) in [
            ("/login", None),
            ("http://127.0.0.1/login", None),
            ("http://127.0.0.1", None),
            ("http://127.0.0.1?x=1", None),
            ("/login?next=/../a//b", None),
            ("*", Some(400)),
            ("login", Some(400)),
            ("www.google.com:443", Some(400)),
            ("ftp://127.0.0.1/login", Some(400)),
            ("/a/../b", Some(404)),
            ("http://127.0.0.1/a/../b", Some(404)),
        ] {
            let target: Uri = target.parse().expect("a request target");
            assert_eq!(
                check(&target).err().map(|error| error.status().as_u16()),
                status,
                "{target}"
            );
            let rendered = renderable(&target);
            assert!(rendered.path_and_query().is_some(), "{target}");
            assert_eq!(rendered == "/", status.is_some(), "{target}");
        }
    }
}
