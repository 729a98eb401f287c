//! The format of the response: a page for browsers, or a status and JSON for scripts.

use axum::http::{HeaderMap, Uri, header::ACCEPT};

/// The format of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseFormat {
    /// Redirects and pages.
    Page,
    /// A status and JSON.
    Script,
}

impl ResponseFormat {
    /// A client that accepts JSON but not HTML is a script, and so is every client under `/api/`, where there are no pages. A client that
    /// accepts anything is treated as a browser.
    pub fn of(headers: &HeaderMap, uri: &Uri) -> Self {
        let accepts = |kind: &str| {
            let mut accepted = headers.get_all(ACCEPT).iter();
            accepted.any(|value| value.to_str().is_ok_and(|value| value.contains(kind)))
        };
        let wants_json = accepts("application/json") && !accepts("text/html");
        if wants_json || uri.path().starts_with("/api/") {
            Self::Script
        } else {
            Self::Page
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn browsers_and_scripts_are_told_apart() {
        for (accept, path, format) in [
            (
                Some("text/html,application/xhtml+xml,*/*;q=0.8"),
                "/login",
                ResponseFormat::Page,
            ),
            (Some("*/*"), "/login", ResponseFormat::Page),
            (None, "/login", ResponseFormat::Page),
            (Some("application/json"), "/login", ResponseFormat::Script),
            (
                Some("application/json, text/html"),
                "/login",
                ResponseFormat::Page,
            ),
            (Some("*/*"), "/api/me", ResponseFormat::Script),
            (Some("text/html"), "/api/me", ResponseFormat::Script),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(ACCEPT, HeaderValue::from_static(accept));
            }
            assert_eq!(
                ResponseFormat::of(&headers, &Uri::from_static(path)),
                format,
                "{accept:?} {path}"
            );
        }
    }
}
