//! The status of an order.

use leptos::prelude::*;

use crate::entity::order::Status;

/// The status as a badge.
#[component]
pub(super) fn OrderBadge(
    /// The status.
    status: Status,
) -> impl IntoView {
    let class = match status {
        Status::Pending => "badge badge--warning",
        Status::Approved => "badge badge--success",
    };
    view! { <span class=class>{status.label()}</span> }
}
