//! The basket. Any visitor can fill one; checking out requires the permission to place orders.

mod catalogue;
mod check_out;
mod contents;
mod errors;
pub mod forms;
mod pages;
pub mod paths;
mod quantity;
mod session;

use web::{Policy, Route, components::Shape, form, page, routing::Menu};

pub use self::{
    catalogue::{ITEMS, Item},
    check_out::check_out,
    contents::{Basket, MAX_LINES},
    quantity::{MAX_PIECES, quantity},
    session::SESSION_KEY,
};
use crate::orders::PLACES_ORDERS;

/// The routes of the basket.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page(paths::BASKET, Policy::Anyone, pages::basket_page)
            .form(pages::add_to_basket)
            .in_menu(Menu::Main, "Basket")
            .in_menu(Menu::Footer, "Your basket")
            .on_dashboard(Shape::Cart, "Your basket", "The items you are about to order."),
        form(Policy::Anyone, pages::change_basket),
        form(Policy::Anyone, pages::remove_from_basket),
        form(Policy::Anyone, pages::empty_basket),
        form(PLACES_ORDERS, pages::order_basket),
    ]
}
