//! Parameters of a query that are no longer than what they look for.

use web::{AppError, Request};

/// Longest text of a key, a sort order or a page number.
pub(super) const SHORT: usize = 20;

/// A value of the query; empty where there is none.
///
/// # Errors
/// [`AppError::BadRequest`] where it has more than `max_length` characters.
pub(super) fn limited(request: &Request, name: &str, max_length: usize) -> Result<String, AppError> {
    check(request.query(name), max_length)
}

/// All values of this name in the query.
///
/// # Errors
/// As [`limited`], for each of them.
pub(super) fn limited_all(request: &Request, name: &str, max_length: usize) -> Result<Vec<String>, AppError> {
    request
        .query_all(name)
        .map(|value| check(value, max_length))
        .collect()
}

fn check(value: String, max_length: usize) -> Result<String, AppError> {
    if value.chars().count() > max_length {
        Err(AppError::BadRequest)
    } else {
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(check("ääää".to_owned(), 4), Ok("ääää".to_owned()));
        assert_eq!(check("aaaaa".to_owned(), 4), Err(AppError::BadRequest));
    }
}
