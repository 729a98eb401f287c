//! How far an order is.

use contract::orders::OrderStatus;
use leptos::prelude::*;

/// The status as a badge.
#[component]
pub fn OrderBadge(
    /// The status.
    status: OrderStatus,
) -> impl IntoView {
    let class = match status {
        OrderStatus::Pending => "badge badge--warning",
        OrderStatus::Approved => "badge badge--success",
    };
    view! { <span class=class>{status.label()}</span> }
}
