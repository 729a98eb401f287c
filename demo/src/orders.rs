//! Orders: what users have ordered, and who approves it.

pub mod forms;
mod pages;
pub mod paths;
mod queries;
mod verbs;

use web::{Policy, Route, components::Shape, form, page, routing::Menu};

use crate::permission::order;

pub(crate) use self::{
    pages::OrderTable,
    queries::{sum_of_cents, with_customer},
};
pub use self::{
    queries::{OrderDetail, OrderList, Summary, detail, latest, list, summary},
    verbs::{approve, place},
};

/// Who places orders, by the form or by the basket.
pub(crate) const PLACES_ORDERS: Policy = Policy::Holds(order::ADD);

/// The routes of orders. Whose order it is, the queries ask.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page(paths::ORDERS, Policy::LoggedIn, pages::orders_page)
            .in_menu(Menu::Main, "Orders")
            .on_dashboard(Shape::Receipt, "All your orders", "Your orders and their status."),
        page(paths::NEW_ORDER, PLACES_ORDERS, pages::new_order_page).form(pages::place_order),
        page(paths::ORDER, Policy::LoggedIn, pages::order_page),
        form(Policy::Holds(order::APPROVE), pages::approve_order),
    ]
}
