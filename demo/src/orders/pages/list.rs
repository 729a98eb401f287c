//! The list of orders.

use contract::paths::with_query;
use leptos::prelude::*;
use time::OffsetDateTime;
use web::{
    AppError, Request,
    components::{Column, Icon, ListTable, PageHeader, PageLayout, Pager, RelativeTime, Shape},
    page::may_open,
};

use super::badge::OrderBadge;
use crate::{
    before,
    entity::order,
    money::euros,
    orders::{OrderList, list, paths},
    path_of,
};

/// The page at `/orders`.
pub(in crate::orders) async fn orders_page(request: Request) -> Result<impl IntoView, AppError> {
    let list = list(&request.auth, request.viewer()?, before(&request)?).await?;
    let new = may_open(paths::NEW_ORDER).then(|| {
        view! {
            <a class="button button--primary" href=paths::NEW_ORDER>
                "New order"
            </a>
        }
    });
    let content = if list.rows.is_empty() {
        view! { <NoOrders /> }.into_any()
    } else {
        view! { <List list /> }.into_any()
    };
    Ok(view! {
        <PageLayout title="Orders">
            <PageHeader title="Orders">
                {new}
            </PageHeader>
            {content}
        </PageLayout>
    })
}

#[component]
fn NoOrders() -> impl IntoView {
    let new = may_open(paths::NEW_ORDER).then(|| {
        view! {
            <a class="button" href=paths::NEW_ORDER>
                "Place an order"
            </a>
        }
    });
    view! {
        <section class="card card--flush">
            <div class="empty-state">
                <Icon shape=Shape::Receipt />
                <h2>"No orders yet"</h2>
                <p>"Orders are listed here, with their amount and whether they have been approved."</p>
                {new}
            </div>
        </section>
    }
}

#[component]
fn List(list: OrderList) -> impl IntoView {
    let (as_of, shows_all) = (list.as_of, list.shows_all);
    let rows = list
        .rows
        .into_iter()
        .map(|(order, customer)| view! { <Row order customer=shows_all.then_some(customer) as_of /> })
        .collect_view();
    let mut columns = vec![Column::text("Reference")];
    columns.extend(shows_all.then(|| Column::text("Customer")));
    columns.extend([
        Column::text("Status"),
        Column::text("Placed"),
        Column::number("Amount"),
    ]);
    let to = |before: &str| with_query(paths::ORDERS, &[("before", before)]);
    let older = list.next.map(|before| to(&before.to_string()));
    view! {
        <section class="card card--flush" aria-label="Orders">
            <ListTable caption="Orders, newest first" columns>
                {rows}
            </ListTable>
            <Pager note="Newest first" links=[("Newest", Some(to(""))), ("Older", older)] />
        </section>
    }
}

#[component]
fn Row(order: order::Model, customer: Option<String>, as_of: OffsetDateTime) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <a href=path_of(paths::ORDER, order.id)>{order.reference}</a>
            </th>
            {customer.map(|customer| view! { <td data-label="Customer">{customer}</td> })}
            <td data-label="Status">
                <OrderBadge status=order.status />
            </td>
            <td data-label="Placed">
                <RelativeTime at=order.created_at as_of />
            </td>
            <td class="table__number" data-label="Amount">
                {euros(order.amount_cents)}
            </td>
        </tr>
    }
}
