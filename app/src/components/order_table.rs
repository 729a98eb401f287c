//! Orders, newest first.

use contract::orders::OrderRow;
use leptos::prelude::*;
use time::OffsetDateTime;

use super::{Amount, Icon, OrderBadge, RelativeTime, icon::Shape};

/// A card with a table, or with what would be in it.
#[component]
pub fn OrderTable(
    /// The card's heading.
    title: &'static str,
    /// The rows, in order.
    orders: Vec<OrderRow>,
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
fn Table(orders: Vec<OrderRow>, as_of: OffsetDateTime) -> impl IntoView {
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
                        <Amount cents=order.amount_cents />
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table table--fold">
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
        <div class="empty">
            <Icon shape=Shape::Order />
            <h3>"No orders yet"</h3>
            <p>"Your orders will be listed here, with their amount and whether they have been approved."</p>
        </div>
    }
}
