//! What a user has ordered.

use auth::{Auth, Error};
use contract::orders::{OrderRow, OrderStatus};
use entity::order::{self, Column, Entity, Status};
use sea_orm::{
    ExprTrait, FromQueryResult, QueryOrder, QuerySelect,
    sea_query::{Expr, Func},
};

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

/// Figures over the user's own orders, in one query.
pub async fn summary(auth: &Auth, user_id: i64) -> Result<Summary, Error> {
    // PostgreSQL sums big integers into a numeric; the cast keeps it one type on both engines.
    let cents = Expr::expr(Func::sum(Expr::col(Column::AmountCents))).cast_as("bigint");
    let totals: Vec<StatusTotal> = Entity::of(user_id)
        .select_only()
        .column(Column::Status)
        .column_as(Expr::col(Column::Id).count(), "orders")
        .column_as(cents, "cents")
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

fn row(order: order::Model) -> OrderRow {
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
