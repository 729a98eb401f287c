//! The latest orders of a user, for the dashboard.

use leptos::prelude::*;
use time::OffsetDateTime;
use web::components::{Icon, RelativeTime, Shape};

use super::badge::OrderBadge;
use crate::{entity::order, money::euros};

/// A card with a table, or with what would be in it.
#[component]
pub(crate) fn OrderTable(
    /// The card's heading.
    title: &'static str,
    /// The rows, in order.
    orders: Vec<order::Model>,
    /// When they were read.
    as_of: OffsetDateTime,
) -> impl IntoView {
    let body = if orders.is_empty() {
        view! { <Empty /> }.into_any()
    } else {
        view! { <Table orders as_of /> }.into_any()
    };
    view! {
        <section class="card card--flush" aria-labelledby="orders">
            <header class="card__header">
                <h2 id="orders">{title}</h2>
            </header>
            {body}
        </section>
    }
}

#[component]
fn Table(orders: Vec<order::Model>, as_of: OffsetDateTime) -> impl IntoView {
    let rows = orders
        .into_iter()
        .map(|order| {
            view! {
                <tr>
                    <th scope="row">{order.reference}</th>
                    <td>
                        <OrderBadge status=order.status />
                    </td>
                    <td>
                        <RelativeTime at=order.created_at as_of />
                    </td>
                    <td class="table__number">
                        {euros(order.amount_cents)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table table--stacked">
            <thead>
                <tr>
                    <th scope="col">"Reference"</th>
                    <th scope="col">"Status"</th>
                    <th scope="col">"Placed"</th>
                    <th class="table__number" scope="col">
                        "Amount"
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class="empty-state">
            <Icon shape=Shape::Receipt />
            <h3>"No orders yet"</h3>
            <p>"Your orders will be listed here, with their amount and whether they have been approved."</p>
        </div>
    }
}
