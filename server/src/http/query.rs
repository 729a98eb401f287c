//! What an address may ask for.

use std::borrow::Cow;

use app::error::AppError;
use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    http::Response,
    middleware::Next,
};
use percent_encoding::percent_decode_str;
use url::form_urlencoded;

use super::errors::error_response;

/// Longest name or value of a parameter, in characters. No page reads a longer one: where log-in leads to has 2,048 bytes at most, all
/// others are shorter.
const MAX_LENGTH: usize = 2048;
/// Ignored where it leads nowhere, so that whatever stands in it nobody is kept from the log-in: see `auth::local_path`.
const NEXT: &str = "next";

/// Refuses a query that no page can answer, with 400, before any page reads it: one that holds a NUL, which PostgreSQL takes for no
/// text, or a name or value that is longer than any.
pub(crate) async fn check(request: Request, next: Next) -> Response<Body> {
    let is_route = request.extensions().get::<MatchedPath>().is_some();
    let query = request.uri().query().unwrap_or_default();
    if is_route && !is_answerable(query) {
        return error_response(AppError::BadRequest);
    }
    next.run(request).await
}

fn is_answerable(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name != NEXT)
        .all(|(name, value)| is_fine(&name) && is_fine(&value))
}

/// The router of Leptos decodes a value once more than it was encoded, so one without a NUL may become one with it.
fn is_fine(text: &str) -> bool {
    if text.chars().count() > MAX_LENGTH {
        return false;
    }
    let mut text = Cow::Borrowed(text);
    loop {
        if text.contains('\0') {
            return false;
        }
        let decoded = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        if decoded == text {
            return true;
        }
        text = Cow::Owned(decoded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_looked_for_is_let_through() {
        for query in [
            "",
            "q=alice&page=2",
            "%",
            "q=%ff",
            "q=%2541",
            "q=100%",
            "next=%00",
            "q=a+b",
            "a=b=c&&=&x",
        ] {
            assert!(is_answerable(query), "{query}");
        }
        for query in ["q=%00", "a=b&q=a%00b", "%00=a", "%00", "q=a%2500", "q=%252500"] {
            assert!(!is_answerable(query), "{query}");
        }
        let characters = |number| format!("q={}", "%C3%A4".repeat(number));
        assert!(is_answerable(&characters(MAX_LENGTH)) && !is_answerable(&characters(MAX_LENGTH + 1)));
    }
}
