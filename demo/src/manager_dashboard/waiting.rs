//! What waits for approval.

use contract::number::counted;
use leptos::prelude::*;
use time::OffsetDateTime;
use web::components::{Icon, PostButton, RelativeTime, Shape};

use super::{MANAGER_DASHBOARD, ManagerDashboard};
use crate::{entity::order, money::euros, orders::paths, path_of};

/// The newest of them, each with a button for a viewer who may approve it.
#[component]
pub(super) fn Waiting(
    /// The figures.
    dashboard: ManagerDashboard,
) -> impl IntoView {
    let (as_of, may_approve, pending) = (dashboard.as_of, dashboard.may_approve, dashboard.pending);
    let shown = dashboard.waiting.len();
    let which = if usize::try_from(pending).unwrap_or(usize::MAX) > shown {
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
fn Item(order: order::Model, customer: String, may_approve: bool, as_of: OffsetDateTime) -> impl IntoView {
    let id = format!("order-{}", order.id);
    let approve = may_approve.then(|| {
        view! {
            <PostButton
                path=path_of(paths::APPROVE_ORDER, order.id)
                carries=vec![("next", MANAGER_DASHBOARD.to_owned())]
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
                    <a href=path_of(paths::ORDER, order.id)>{order.reference}</a>
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
                {euros(order.amount_cents)}
            </p>
            {approve}
        </li>
    }
}

/// Instead of the list, where no order waits.
#[component]
pub(super) fn NothingWaits() -> impl IntoView {
    view! {
        <section class="card card--flush">
            <div class="empty-state">
                <Icon shape=Shape::Check />
                <h2>"No orders are waiting for approval"</h2>
                <p>"New orders appear here as soon as they are placed."</p>
                <a class="button" href=paths::ORDERS>
                    "See all orders"
                </a>
            </div>
        </section>
    }
}
