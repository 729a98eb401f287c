//! What waits for approval.

use contract::{dashboard::ManagerDashboard, number::counted, orders::OrderRow, paths};
use leptos::prelude::*;
use time::OffsetDateTime;

use super::whole;
use crate::components::{Amount, Icon, PostButton, RelativeTime, icon::Shape};

/// The newest of them, each with its button for who may press it.
#[component]
pub(super) fn Waiting(
    /// The figures.
    dashboard: ManagerDashboard,
) -> impl IntoView {
    let (as_of, may_approve, pending) = (dashboard.as_of, dashboard.may_approve, dashboard.pending);
    let shown = dashboard.waiting.len();
    let which = if whole(pending) > i64::try_from(shown).unwrap_or_default() {
        format!(", the newest {shown} first")
    } else {
        ", the newest first".to_owned()
    };
    let items = dashboard
        .waiting
        .into_iter()
        .map(|(order, customer)| view! { <Item order customer may_approve as_of /> })
        .collect_view();
    view! {
        <section class="card card--stack" aria-labelledby="waiting-title">
            <header>
                <h2 id="waiting-title">"Waiting for approval"</h2>
                <p>{counted(pending, "order")} {which} "."</p>
            </header>
            <ul class="items">{items}</ul>
            <p class="card__footer">
                <a href=paths::ORDERS>"All orders"</a>
            </p>
        </section>
    }
}

#[component]
fn Item(order: OrderRow, customer: String, may_approve: bool, as_of: OffsetDateTime) -> impl IntoView {
    let key = order.id.to_string();
    let id = format!("order-{key}");
    let approve = may_approve.then(|| {
        view! {
            <PostButton
                path=paths::fill(paths::APPROVE_ORDER, &[&key])
                carries=vec![("next", paths::MANAGER_DASHBOARD.to_owned())]
                label="Approve"
                class="button button--small"
                described_by=id.clone()
            />
        }
    });
    view! {
        <li class="item">
            <div class="item__text">
                <p class="item__title" id=id>
                    <a href=paths::fill(paths::ORDER, &[&key])>{order.reference}</a>
                </p>
                <p class="item__note">
                    <span>{customer}</span>
                    " "
                    <span>
                        <RelativeTime at=order.created_at as_of />
                    </span>
                </p>
            </div>
            <p class="item__amount">
                <Amount cents=order.amount_cents />
            </p>
            {approve}
        </li>
    }
}

/// None does.
#[component]
pub(super) fn NothingWaits() -> impl IntoView {
    view! {
        <section class="card card--flush">
            <div class="empty">
                <Icon shape=Shape::Check />
                <h2>"Nothing waits for approval"</h2>
                <p>"New orders appear here as soon as they are placed."</p>
                <a class="button" href=paths::ORDERS>
                    "See all orders"
                </a>
            </div>
        </section>
    }
}
