//! Which orders there are, for the users who may see them.

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

/// Rows a page.
const PAGE: u64 = 50;

/// Figures over all orders of one user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many there are.
    pub count: u64,
    /// How many of them wait for approval.
    pub pending: u64,
    /// Sum of the approved ones, in cents.
    pub approved_cents: i64,
}

/// A page of orders, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderList {
    /// The orders, each with the name of the user who placed it; fifty at most.
    pub rows: Vec<(order::Model, String)>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<i64>,
    /// Everybody's, not only the viewer's own.
    pub shows_all: bool,
    /// When it was read.
    pub as_of: OffsetDateTime,
}

/// One order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDetail {
    /// The order.
    pub order: order::Model,
    /// The name of the user who placed it.
    pub customer: String,
    /// What was ordered, where it came from a basket.
    pub lines: Vec<order_line::Model>,
    /// It waits, and the viewer may approve it.
    pub may_approve: bool,
    /// When it was read.
    pub as_of: OffsetDateTime,
}

#[derive(FromQueryResult)]
struct StatusTotal {
    status: Status,
    orders: i64,
    cents: i64,
}

/// PostgreSQL sums big integers into a numeric; the cast keeps it one type on both engines.
pub(crate) fn sum_of_cents() -> SimpleExpr {
    Expr::expr(Func::sum(Expr::col((Entity, Column::AmountCents)))).cast_as("bigint")
}

/// Figures over the user's own orders, in one query.
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

/// The user's own latest orders, newest first.
pub async fn latest(auth: &Auth, user_id: i64, limit: u64) -> Result<Vec<order::Model>, Error> {
    let rows = Entity::of(user_id)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(auth.db.reader())
        .await?;
    Ok(rows)
}

/// Whether the viewer may see everybody's orders. As in Django, a user who may change or approve them may see them.
fn sees_all(viewer: &Viewer) -> bool {
    viewer.has_any_perm(&[VIEW, CHANGE, APPROVE])
}

/// The orders that the viewer may see, newest first, fifty at a time.
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

/// One order. For a viewer who may not see all of them, somebody else's does not exist.
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

/// An order that the viewer may see, with the user who placed it.
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
