//! Orders.

use super::{Form, Input, Kind};
use crate::paths;

/// Longest name of an order.
pub const REFERENCE_MAX: usize = 100;

/// Place an order.
pub const NEW_ORDER: Form = Form::new(
    paths::NEW_ORDER,
    &[
        Input::new("reference", Kind::Text, REFERENCE_MAX),
        Input::new("amount", Kind::Text, 32),
    ],
);

/// Approve one; `next` leads back to a list of several.
pub const APPROVE_ORDER: Form = Form::new(
    paths::APPROVE_ORDER,
    &[
        Input::new("id", Kind::Hidden, 20),
        Input::unlimited("next", Kind::Hidden),
    ],
)
.on(paths::ORDER);

/// The list of orders.
pub const ORDERS_DATA: Form = Form::new(paths::ORDERS_DATA, &[Input::new("before", Kind::Hidden, 20)]);
/// One order.
pub const ORDER_DATA: Form = Form::new(paths::ORDER_DATA, &[Input::new("id", Kind::Hidden, 20)]);
