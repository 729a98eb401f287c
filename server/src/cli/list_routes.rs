//! `list_routes`: prints every route with its policy.

use crate::{domains::domains, routes::routes};

/// Prints one line per route, in the order of the route table. Development routes are included.
pub(super) fn run() {
    let table = routes(&domains(), true);
    let width = table
        .list()
        .map(|route| route.path.len())
        .max()
        .unwrap_or_default();
    for route in table.list() {
        println!(
            "{:4}  {:width$}  {:?}",
            route.method.to_string(),
            route.path,
            route.policy
        );
    }
}
