//! How many pieces of an item.

use contract::field_errors::FieldError;

use super::errors::invalid_quantity;

/// Most pieces of one item.
pub const MAX_PIECES: u32 = 99;

/// A quantity as people type it: digits, for one piece up to [`MAX_PIECES`].
///
/// # Errors
/// What is wrong with it.
pub fn quantity(typed: &str) -> Result<u32, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FieldError::Required);
    }
    // The parser would take a plus sign.
    let digits = Some(typed).filter(|typed| typed.bytes().all(|b| b.is_ascii_digit()));
    digits
        .and_then(|digits| digits.parse().ok())
        .filter(|quantity| (1..=MAX_PIECES).contains(quantity))
        .ok_or_else(invalid_quantity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_a_small_whole_number() {
        for (typed, read) in [
            ("1", Ok(1)),
            (" 7 ", Ok(7)),
            ("007", Ok(7)),
            ("99", Ok(99)),
            ("", Err(FieldError::Required)),
            (" ", Err(FieldError::Required)),
            ("0", Err(invalid_quantity())),
            ("100", Err(invalid_quantity())),
            ("-1", Err(invalid_quantity())),
            ("+1", Err(invalid_quantity())),
            ("1.5", Err(invalid_quantity())),
            ("1e1", Err(invalid_quantity())),
            ("٣", Err(invalid_quantity())),
            ("99999999999999999999", Err(invalid_quantity())),
        ] {
            assert_eq!(quantity(typed), read, "{typed}");
        }
    }
}
