//! What the address of the page says.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The part of the path that stands for this parameter of the route; empty while the routes are being listed.
#[must_use]
pub fn parameter(name: &str) -> String {
    use_params_map()
        .with_untracked(|parameters| parameters.get(name))
        .unwrap_or_default()
}

/// A value of the query; empty where there is none.
#[must_use]
pub fn query(name: &str) -> String {
    use_query_map()
        .with_untracked(|query| query.get(name))
        .unwrap_or_default()
}
