//! `list_routes`: every page and every server function, and who may call it.

use contract::access::{Method, ROUTES};

/// One line a route, in the order of the table.
pub(super) fn run() {
    let width = ROUTES
        .iter()
        .map(|route| route.path.len())
        .max()
        .unwrap_or_default();
    for route in ROUTES {
        let method = match route.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        println!("{method:4}  {:width$}  {:?}", route.path, route.policy);
    }
}
