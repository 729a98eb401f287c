//! The basket: what is in it, what may be put into it, and how much.

use serde::{Deserialize, Serialize};

use crate::field_errors::FieldError;

/// Most pieces of one item.
pub const MAX_PIECES: u32 = 99;
/// Most different items.
pub const MAX_LINES: usize = 10;

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
        .ok_or(FieldError::InvalidQuantity)
}

/// Something that can be bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// What forms say for it.
    pub item: String,
    /// What it is called.
    pub name: String,
    /// What one costs, in cents.
    pub price_cents: i64,
}

/// One line of a basket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasketLine {
    /// What.
    pub article: Article,
    /// How many.
    pub quantity: u32,
    /// What they come to, in cents.
    pub cents: i64,
}

/// A basket as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasketView {
    /// In the order in which they were put in.
    pub lines: Vec<BasketLine>,
    /// What all of it comes to, in cents.
    pub cents: i64,
    /// Names exactly this content at exactly these prices; empty for an empty basket. Who checks out says it, and gets what
    /// they have seen, once.
    pub stamp: String,
    /// Everything that can be put in.
    pub articles: Vec<Article>,
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
            ("0", Err(FieldError::InvalidQuantity)),
            ("100", Err(FieldError::InvalidQuantity)),
            ("-1", Err(FieldError::InvalidQuantity)),
            ("+1", Err(FieldError::InvalidQuantity)),
            ("1.5", Err(FieldError::InvalidQuantity)),
            ("1e1", Err(FieldError::InvalidQuantity)),
            ("٣", Err(FieldError::InvalidQuantity)),
            ("99999999999999999999", Err(FieldError::InvalidQuantity)),
        ] {
            assert_eq!(quantity(typed), read, "{typed}");
        }
    }
}
