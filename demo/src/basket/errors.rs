//! Why the basket refuses something.

use contract::field_errors::FieldError;

use super::{MAX_LINES, MAX_PIECES};

/// Not a number of pieces that a basket takes.
pub(super) fn invalid_quantity() -> FieldError {
    FieldError::custom(
        "invalid_quantity",
        format!("Enter a whole number from 1 to {MAX_PIECES}."),
    )
}

/// With those that are in the basket it would be more than it takes of one item.
pub(super) fn too_many_pieces() -> FieldError {
    FieldError::custom(
        "too_many_pieces",
        format!("With those in your basket this would be more than {MAX_PIECES} of one item."),
    )
}

/// The basket takes no further item.
pub(super) fn basket_full() -> FieldError {
    FieldError::custom(
        "basket_full",
        format!("Your basket is full: it takes {MAX_LINES} different items."),
    )
}

/// There is nothing to order.
pub(super) fn basket_empty() -> FieldError {
    FieldError::custom("basket_empty", "There is nothing in your basket.")
}

/// What was to be ordered is not what is in the basket, or not at the price that was shown.
pub(super) fn basket_changed() -> FieldError {
    FieldError::custom(
        "basket_changed",
        "Your basket is not what it was when this page was opened. Look at it again, then check out.",
    )
}
