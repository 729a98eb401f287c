//! What a user has ordered.

use auth::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind},
    authorization::permissions,
    text,
};
use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::REFERENCE_MAX,
    orders::{OrderDetail, OrderLine, OrderList, OrderRow, OrderStatus, cents},
    permission,
    viewer::Viewer,
};
use entity::{
    order::{self, Column, Entity, Status},
    order_line, user,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func, SimpleExpr},
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
pub async fn latest(auth: &Auth, user_id: i64, limit: u64) -> Result<Vec<OrderRow>, Error> {
    let rows = Entity::of(user_id)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(auth.db.reader())
        .await?;
    Ok(rows.into_iter().map(row).collect())
}

pub(crate) fn row(order: order::Model) -> OrderRow {
    OrderRow {
        id: order.id,
        reference: order.reference,
        amount_cents: order.amount_cents,
        status: match order.status {
            Status::Pending => OrderStatus::Pending,
            Status::Approved => OrderStatus::Approved,
        },
        created_at: order.created_at,
    }
}

/// May the viewer see everybody's orders? As in Django whoever may change or approve them may see them.
fn sees_all(viewer: &Viewer) -> bool {
    use permission::order::{APPROVE, CHANGE, VIEW};
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
        rows: rows
            .into_iter()
            .map(|(order, user)| (row(order), user.map(|user| user.username).unwrap_or_default()))
            .collect(),
        as_of: auth.clock.now(),
    })
}

/// One order. Somebody else's does not exist for who may not see all of them.
pub async fn detail(auth: &Auth, viewer: &Viewer, id: i64) -> Result<OrderDetail, Error> {
    let (order, user) = find(auth, viewer, id).await?;
    let lines = order_line::Entity::find()
        .filter(order_line::Column::OrderId.eq(id))
        .order_by_asc(order_line::Column::Position)
        .all(auth.db.reader())
        .await?;
    Ok(OrderDetail {
        lines: lines.into_iter().map(line).collect(),
        may_approve: order.status == Status::Pending && viewer.has_perm(permission::order::APPROVE),
        customer: user.map(|user| user.username).unwrap_or_default(),
        order: row(order),
        as_of: auth.clock.now(),
    })
}

fn line(line: order_line::Model) -> OrderLine {
    OrderLine {
        name: line.name,
        quantity: line.quantity,
        price_cents: line.price_cents,
    }
}

async fn find(auth: &Auth, viewer: &Viewer, id: i64) -> Result<(order::Model, Option<user::Model>), Error> {
    let found = Entity::find_by_id(id)
        .find_also_related(user::Entity)
        .one(auth.db.reader())
        .await?;
    found
        .filter(|(order, _)| order.user_id == viewer.id || sees_all(viewer))
        .ok_or(Error::NotFound)
}

/// Places an order and says its key. The user needs `orders.add_order`, at the moment when it is placed.
pub async fn place(auth: &Auth, user_id: i64, reference: &str, amount: &str) -> Result<i64, Error> {
    let mut errors = FieldErrors::default();
    let reference = reference.trim();
    if reference.is_empty() {
        errors.add("reference", FieldError::Required);
    } else if reference.chars().count() > REFERENCE_MAX {
        errors.add("reference", FieldError::TooLong { max: REFERENCE_MAX });
    } else if let Err(error) = text::check_line(reference) {
        errors.add("reference", error);
    }
    let amount_cents = cents(amount);
    if amount.trim().is_empty() {
        errors.add("amount", FieldError::Required);
    } else if amount_cents.is_none() {
        errors.add("amount", FieldError::InvalidAmount);
    }
    let Some(amount_cents) = amount_cents.filter(|_| errors.is_empty()) else {
        return Err(errors.into());
    };
    let transaction = auth.db.begin().await?;
    permissions::require(&transaction, user_id, permission::order::ADD, auth.clock.now()).await?;
    let order: order::Model = order::ActiveModel {
        user_id: Set(user_id),
        reference: Set(reference.to_owned()),
        amount_cents: Set(amount_cents),
        status: Set(Status::Pending),
        created_at: Set(auth.clock.now()),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    transaction.commit().await?;
    Ok(order.id)
}

/// Approves a pending order: once, however many press the button at the same moment.
pub async fn approve(auth: &Auth, origin: &Origin, viewer: &Viewer, id: i64) -> Result<(), Error> {
    let (_, customer) = find(auth, viewer, id).await?;
    let transaction = auth.db.begin().await?;
    permissions::require(
        &transaction,
        viewer.id,
        permission::order::APPROVE,
        auth.clock.now(),
    )
    .await?;
    let approved = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Approved))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(Status::Pending))
        .exec(&transaction)
        .await?;
    if approved.rows_affected == 0 {
        return Err(Error::Conflict);
    }
    let kind = EventKind::Domain {
        code: "order_approved",
        object: id.to_string(),
    };
    auth.record(
        &transaction,
        kind,
        customer.as_ref().map(AffectedUser::from),
        origin,
    )
    .await?;
    Ok(transaction.commit().await?)
}
