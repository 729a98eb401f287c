//! Orders: the list, one order, and a new one.

use contract::{
    forms::{self, FormState},
    orders::{OrderDetail, OrderList},
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{
        Amount, Button, Column, DescriptionList, Form, Icon, ListTable, OrderBadge, OrderLines, PageLayout,
        Pager, PostButton, RelativeTime, SettingsCard, TextField, icon::Shape, loaded,
    },
    error::AppError,
    page_context::{form_state, may_open},
    url_params::{parameter, query},
};

/// The orders that the viewer may see.
#[server(prefix = "/api", endpoint = "orders")]
pub async fn load_orders(#[server(default)] before: String) -> Result<OrderList, AppError> {
    use crate::ssr::{parse_id, require_viewer};
    use contract::access::Policy;

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    let before = if before.is_empty() {
        None
    } else {
        Some(parse_id(&before)?)
    };
    Ok(demo::orders::list(&request.auth, &viewer, before).await?)
}

/// One order.
#[server(prefix = "/api", endpoint = "order")]
pub async fn load_order(#[server(default)] id: String) -> Result<OrderDetail, AppError> {
    use crate::ssr::{parse_id, require_viewer};
    use contract::access::Policy;

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    Ok(demo::orders::detail(&request.auth, &viewer, parse_id(&id)?).await?)
}

/// Places an order.
#[server(prefix = "", endpoint = "orders/new")]
pub async fn place_order(
    #[server(default)] reference: String,
    #[server(default)] amount: String,
) -> Result<(), AppError> {
    use crate::ssr::{require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::order};

    let (request, viewer) = require_viewer(Policy::Holds(order::ADD))?;
    let id = demo::orders::place(&request.auth, viewer.id, &reference, &amount).await?;
    request.flash(FlashMessage::OrderPlaced).await?;
    see_other(&paths::fill(paths::ORDER, &[&id.to_string()]));
    Ok(())
}

/// Approves an order, once.
#[server(prefix = "", endpoint = "orders/{id}/approve")]
pub async fn approve_order(
    #[server(default)] id: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::order};

    let (request, viewer) = require_viewer(Policy::Holds(order::APPROVE))?;
    demo::orders::approve(&request.auth, &request.origin(), &viewer, parse_id(&id)?).await?;
    request.flash(FlashMessage::OrderApproved).await?;
    let next = auth::local_path::parse(&next, &request.site.public);
    see_other(&next.unwrap_or_else(|| paths::fill(paths::ORDER, &[&id])));
    Ok(())
}

/// The page at `/orders`.
#[component]
pub fn OrdersPage() -> impl IntoView {
    let before = query("before");
    let new = may_open(paths::NEW_ORDER).then(|| {
        view! {
            <a class="button button--primary" href=paths::NEW_ORDER>
                "New order"
            </a>
        }
    });
    view! {
        <PageLayout title="Orders">
            <header class="page-header">
                <div class="page-header__title">
                    <h1>"Orders"</h1>
                </div>
                {new}
            </header>
            {loaded(move || load_orders(before.clone()), |list| view! { <List list /> })}
        </PageLayout>
    }
}

#[component]
fn List(list: OrderList) -> impl IntoView {
    if list.rows.is_empty() {
        let new = may_open(paths::NEW_ORDER).then(|| {
            view! {
                <a class="button" href=paths::NEW_ORDER>
                    "Place an order"
                </a>
            }
        });
        return view! {
            <section class="card card--flush">
                <div class="empty">
                    <Icon shape=Shape::Order />
                    <h2>"No orders yet"</h2>
                    <p>"Orders are listed here, with their amount and whether they have been approved."</p>
                    {new}
                </div>
            </section>
        }
        .into_any();
    }
    let (as_of, shows_all) = (list.as_of, list.shows_all);
    let rows = list
        .rows
        .into_iter()
        .map(|(order, customer)| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=paths::fill(paths::ORDER, &[&order.id.to_string()])>{order.reference}</a>
                    </th>
                    {shows_all.then(|| view! { <td data-label="Customer">{customer}</td> })}
                    <td data-label="Status">
                        <OrderBadge status=order.status />
                    </td>
                    <td data-label="Placed">
                        <RelativeTime at=order.created_at as_of />
                    </td>
                    <td class="table__number" data-label="Amount">
                        <Amount cents=order.amount_cents />
                    </td>
                </tr>
            }
        })
        .collect_view();
    let mut columns = vec![Column::text("Reference")];
    columns.extend(shows_all.then(|| Column::text("Customer")));
    columns.extend([
        Column::text("Status"),
        Column::text("Placed"),
        Column::number("Amount"),
    ]);
    let to = |before: &str| paths::with_query(paths::ORDERS, &[("before", before)]);
    view! {
        <section class="card card--flush" aria-label="Orders">
            <ListTable caption="Orders, newest first" columns>{rows}</ListTable>
            <Pager note="Newest first" links=[("Newest", Some(to(""))), ("Older", list.next.map(|before| to(&before.to_string())))] />
        </section>
    }
    .into_any()
}

/// The page at `/orders/{id}`.
#[component]
pub fn OrderPage() -> impl IntoView {
    let id = parameter("id");
    view! {
        <PageLayout title="Order">
            {loaded(move || load_order(id.clone()), |detail| view! { <Detail detail /> })}
        </PageLayout>
    }
}

#[component]
fn Detail(detail: OrderDetail) -> impl IntoView {
    let OrderDetail {
        order,
        customer,
        lines,
        may_approve,
        as_of,
    } = detail;
    let lines = (!lines.is_empty()).then(|| view! { <OrderLines lines /> });
    let approve = may_approve.then(|| {
        view! {
            <PostButton
                path=paths::fill(paths::APPROVE_ORDER, &[&order.id.to_string()])
                label="Approve"
                class="button button--primary"
            />
        }
    });
    view! {
        <nav class="breadcrumbs" aria-label="Breadcrumbs">
            <ol>
                <li>
                    <a href=paths::ORDERS>"Orders"</a>
                </li>
                <li aria-current="page">{order.reference.clone()}</li>
            </ol>
        </nav>
        <header class="page-header">
            <div class="page-header__title">
                <h1>{order.reference.clone()}</h1>
                <OrderBadge status=order.status />
            </div>
            {approve}
        </header>
        <DescriptionList title="Order">
            <dt>"Customer"</dt>
            <dd>{customer}</dd>
            <dt>"Amount"</dt>
            <dd>
                <Amount cents=order.amount_cents />
            </dd>
            <dt>"Placed"</dt>
            <dd>
                <RelativeTime at=order.created_at as_of />
            </dd>
        </DescriptionList>
        {lines}
    }
}

/// The page at `/orders/new`.
#[component]
pub fn NewOrderPage() -> impl IntoView {
    view! {
        <PageLayout title="New order">
            <header class="page-header">
                <div class="page-header__title">
                    <h1>"New order"</h1>
                </div>
            </header>
            <div class="stack stack--narrow">
                <SettingsCard title="What and how much" id="order-title">
                    <NewOrderForm start=form_state(&forms::NEW_ORDER) />
                </SettingsCard>
            </div>
        </PageLayout>
    }
}

#[island]
fn NewOrderForm(start: FormState) -> impl IntoView {
    view! {
        <Form form=&forms::NEW_ORDER start submit="Place order" busy="Placing…" button=Button::Plain>
            <TextField name="reference" label="Reference" autocomplete="off" hint="Your own name for it." />
            <TextField name="amount" label="Amount in euros" autocomplete="off" hint="Such as 12.50." />
        </Form>
    }
}
