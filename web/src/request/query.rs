//! Validation of query strings.

use url::form_urlencoded;

use super::Request;
use crate::error::AppError;

/// The maximum length of a name or value, in characters. The longest are the codes of some OpenID Connect providers.
const MAX_LENGTH: usize = 4096;
/// Exempt, because an invalid target is ignored and must not prevent a login: see `auth::next_url`.
const NEXT: &str = "next";

/// Rejects a query that no page can process, before any page reads it: one with a NUL, which PostgreSQL does not accept in text, or with a
/// name or value that is too long.
///
/// # Errors
/// [`AppError::BadRequest`].
pub(crate) fn check(request: &Request) -> Result<(), AppError> {
    if is_valid(request.uri.query().unwrap_or_default()) {
        Ok(())
    } else {
        Err(AppError::BadRequest)
    }
}

fn is_valid(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name != NEXT)
        .all(|(name, value)| is_valid_text(&name) && is_valid_text(&value))
}

fn is_valid_text(text: &str) -> bool {
    !text.contains('\0') && text.chars().count() <= MAX_LENGTH
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
            "q=a%2500",
            "q=100%",
            "next=%00",
            "q=a+b",
            "a=b=c&&=&x",
        ] {
            assert!(is_valid(query), "{query}");
        }
        for query in ["q=%00", "a=b&q=a%00b", "%00=a", "%00"] {
            assert!(!is_valid(query), "{query}");
        }
        let characters = |number| format!("q={}", "%C3%A4".repeat(number));
        assert!(is_valid(&characters(MAX_LENGTH)) && !is_valid(&characters(MAX_LENGTH + 1)));
    }
}
