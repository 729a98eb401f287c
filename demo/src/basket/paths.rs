//! The addresses of the basket.

/// The basket; a `POST` puts something in.
pub const BASKET: &str = "/basket";
/// Have more or less of an item: `POST` only.
pub const CHANGE_BASKET: &str = "/basket/change";
/// Take one item out: `POST` only.
pub const REMOVE_FROM_BASKET: &str = "/basket/remove";
/// Take everything out: `POST` only.
pub const EMPTY_BASKET: &str = "/basket/empty";
/// Order what is in it: `POST` only.
pub const CHECK_OUT: &str = "/basket/checkout";
