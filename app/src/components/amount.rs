//! Money.

use contract::orders::decimal;
use leptos::prelude::*;

/// Cents as euros.
#[component]
pub fn Amount(
    /// How much.
    cents: i64,
) -> impl IntoView {
    format!("€{}", decimal(cents))
}
