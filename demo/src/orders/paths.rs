//! The addresses of orders.

/// Orders: one's own, or all of them.
pub const ORDERS: &str = "/orders";
/// Place an order.
pub const NEW_ORDER: &str = "/orders/new";
/// One order.
pub const ORDER: &str = "/orders/{id}";
/// Approve it: `POST` only.
pub const APPROVE_ORDER: &str = "/orders/{id}/approve";
