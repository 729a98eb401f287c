//! Queries for orders. A user sees only the orders that they may view.

use auth::{Auth, Error};
use contract::viewer::Viewer;
use entity::user;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func, SimpleExpr},
};
use time::OffsetDateTime;

use crate::{
    entity::{
        order::{self, Column, Entity, Status},
        order_line,
    },
    permission::order::{APPROVE, CHANGE, VIEW},
};

/// Rows per page.
const PAGE: u64 = 50;

/// Totals of the orders of one user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The number of orders.
    pub count: u64,
    /// The number of orders that are waiting for approval.
    pub pending: u64,
    /// The total of the approved orders, in cents.
    pub approved_cents: i64,
}

/// A page of orders, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderList {
    /// At most fifty orders, each with the name of the user who placed it.
    pub rows: Vec<(order::Model, String)>,
    /// The value of `before` for the next page, or `None` on the last page.
    pub next: Option<i64>,
    /// Whether the list has the orders of all users, not only those of the viewer.
    pub shows_all: bool,
    /// The time of the query.
    pub as_of: OffsetDateTime,
}

/// One order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDetail {
    /// The order.
    pub order: order::Model,
    /// The name of the user who placed it.
    pub customer: String,
    /// The items of the order, if it was made from a basket.
    pub lines: Vec<order_line::Model>,
    /// Whether the order is pending and the viewer may approve it.
    pub may_approve: bool,
    /// The time of the query.
    pub as_of: OffsetDateTime,
}

#[derive(FromQueryResult)]
struct StatusTotal {
    status: Status,
    orders: i64,
    cents: i64,
}

/// The sum of the amounts. PostgreSQL sums `bigint` into `numeric`; the cast makes the type the same on both databases.
pub(crate) fn sum_of_cents() -> SimpleExpr {
    Expr::expr(Func::sum(Expr::col((Entity, Column::AmountCents)))).cast_as("bigint")
}

/// The totals of a user's orders, in one query.
pub async fn summary(auth: &Auth, user_id: i64) -> Result<Summary, Error> {
    let totals: Vec<StatusTotal> = Entity::of(user_id)
        .select_only()
        .column(Column::Status)
        .column_as(Expr::col(Column::Id).count(), "orders")
        .column_as(sum_of_cents(), "cents")
        .group_by(Column::Status)
        .into_model()
        .all(auth.db.reader())
        .await?;
    let mut summary = Summary::default();
    for total in totals {
        let orders = u64::try_from(total.orders).unwrap_or_default();
        summary.count += orders;
        match total.status {
            Status::Pending => summary.pending = orders,
            Status::Approved => summary.approved_cents = total.cents,
        }
    }
    Ok(summary)
}

/// The latest orders of a user, newest first.
pub async fn latest(auth: &Auth, user_id: i64, limit: u64) -> Result<Vec<order::Model>, Error> {
    let rows = Entity::of(user_id)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(auth.db.reader())
        .await?;
    Ok(rows)
}

/// Whether the viewer may view the orders of all users. Permission to change or approve orders implies it, as permission to change does in
/// Django.
fn sees_all(viewer: &Viewer) -> bool {
    viewer.has_any_perm(&[VIEW, CHANGE, APPROVE])
}

/// A page of the orders that the viewer may view, newest first.
pub async fn list(auth: &Auth, viewer: &Viewer, before: Option<i64>) -> Result<OrderList, Error> {
    let mut select = Entity::find()
        .find_also_related(user::Entity)
        .order_by_desc(Column::Id)
        .limit(PAGE + 1);
    if !sees_all(viewer) {
        select = select.filter(Column::UserId.eq(viewer.id));
    }
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    let mut rows = select.all(auth.db.reader()).await?;
    let has_more = rows.len() as u64 > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    Ok(OrderList {
        next: rows.last().filter(|_| has_more).map(|(order, _)| order.id),
        shows_all: sees_all(viewer),
        rows: rows.into_iter().map(with_customer).collect(),
        as_of: auth.clock.now(),
    })
}

/// An order with the name of the user who placed it.
pub(crate) fn with_customer((order, user): (order::Model, Option<user::Model>)) -> (order::Model, String) {
    (order, user.map(|user| user.username).unwrap_or_default())
}

/// One order. For a viewer who may not view all orders, the orders of other users do not exist.
pub async fn detail(auth: &Auth, viewer: &Viewer, id: i64) -> Result<OrderDetail, Error> {
    let (order, customer) = with_customer(find(auth, viewer, id).await?);
    let lines = order_line::Entity::find()
        .filter(order_line::Column::OrderId.eq(id))
        .order_by_asc(order_line::Column::Position)
        .all(auth.db.reader())
        .await?;
    Ok(OrderDetail {
        lines,
        may_approve: order.status == Status::Pending && viewer.has_perm(APPROVE),
        customer,
        order,
        as_of: auth.clock.now(),
    })
}

/// An order that the viewer may view, with the user who placed it.
pub(super) async fn find(
    auth: &Auth,
    viewer: &Viewer,
    id: i64,
) -> Result<(order::Model, Option<user::Model>), Error> {
    let found = Entity::find_by_id(id)
        .find_also_related(user::Entity)
        .one(auth.db.reader())
        .await?;
    found
        .filter(|(order, _)| order.user_id == viewer.id || sees_all(viewer))
        .ok_or(Error::NotFound)
}
