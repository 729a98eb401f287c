//! One order.

use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Breadcrumbs, DescriptionList, PageHeader, PageLayout, PostButton, RelativeTime},
    redirect,
};

use super::{badge::OrderBadge, lines::OrderLines};
use crate::{
    money::euros,
    orders::{OrderDetail, approve, detail, forms::ApproveOrder, paths},
    path_of,
};

/// The page at `/orders/{id}`.
pub(in crate::orders) async fn order_page(request: Request) -> Result<impl IntoView, AppError> {
    let detail = detail(&request.auth, request.viewer()?, request.id()?).await?;
    Ok(view! {
        <PageLayout title="Order">
            <Detail detail />
        </PageLayout>
    })
}

/// Approves an order, once.
pub(in crate::orders) async fn approve_order(request: Request, form: ApproveOrder) -> Result<Next, AppError> {
    let id = request.id()?;
    approve(&request.auth, &request.origin(), request.viewer()?, id).await?;
    let next = auth::local_path::parse(&form.next, &request.site.public);
    let next = next.unwrap_or_else(|| path_of(paths::ORDER, id));
    Ok(redirect(next).flash("The order has been approved."))
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
            <PostButton path=path_of(paths::APPROVE_ORDER, order.id) label="Approve" class="button button--primary" />
        }
    });
    view! {
        <Breadcrumbs above=vec![("Orders".to_owned(), paths::ORDERS.to_owned())] here=order.reference.clone() />
        <PageHeader title=order.reference badge=view! { <OrderBadge status=order.status /> }.into_any()>
            {approve}
        </PageHeader>
        <DescriptionList title="Order">
            <dt>"Customer"</dt>
            <dd>{customer}</dd>
            <dt>"Amount"</dt>
            <dd>{euros(order.amount_cents)}</dd>
            <dt>"Placed"</dt>
            <dd>
                <RelativeTime at=order.created_at as_of />
            </dd>
        </DescriptionList>
        {lines}
    }
}
