//! The pages of orders.

mod badge;
mod detail;
mod lines;
mod list;
mod new;
mod table;

pub(crate) use self::table::OrderTable;
pub(super) use self::{
    detail::{approve_order, order_page},
    list::orders_page,
    new::{new_order_page, place_order},
};
