//! The forms of orders.

use contract::form;

use super::paths;

/// Longest name of an order.
pub const REFERENCE_MAX: usize = 100;

form! {
    /// Place an order.
    pub struct PlaceOrder at paths::NEW_ORDER {
        /// The customer's own name for it.
        reference: String = text(REFERENCE_MAX),
        /// Money, in euros: "12.50".
        amount: String = text(32),
    }
}

form! {
    /// Approve an order.
    pub struct ApproveOrder at paths::APPROVE_ORDER on paths::ORDER {
        /// Where to go afterwards: back to a list of several.
        next: String = next(),
    }
}
