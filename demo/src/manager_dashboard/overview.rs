//! The figures of the manager's dashboard. They are the same few queries, however many orders there are.

use auth::{Auth, Error};
use contract::{
    calendar::{first_of_month, weeks_until},
    viewer::Viewer,
};
use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::{
    entity::order::{self, Column, Entity, Status},
    figures::{Period, Totals, by_period},
    orders::{sum_of_cents, with_customer},
    permission::order::APPROVE,
};

/// Weeks of the dashboard.
const WEEKS: u8 = 12;
/// Orders that the dashboard names.
const SHOWN: u64 = 10;

/// Figures for the user who looks after everybody's orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagerDashboard {
    /// How many orders wait for approval.
    pub pending: u64,
    /// What these come to, in cents.
    pub pending_cents: i64,
    /// The one that has waited longest.
    pub oldest: Option<order::Model>,
    /// The newest of them, each with the name of the user who placed it; ten at most.
    pub waiting: Vec<(order::Model, String)>,
    /// The viewer may approve them.
    pub may_approve: bool,
    /// The orders of the last twelve weeks, oldest first; the last week ends today.
    pub weeks: Vec<Period>,
    /// The orders of this month.
    pub month: Totals,
    /// When these figures were read.
    pub as_of: OffsetDateTime,
}

#[derive(FromQueryResult)]
struct Pending {
    orders: i64,
    cents: Option<i64>,
}

/// What waits, and how the last weeks went.
pub async fn overview(auth: &Auth, viewer: &Viewer) -> Result<ManagerDashboard, Error> {
    let (db, as_of) = (auth.db.reader(), auth.clock.now());
    let waiting = Entity::find().filter(Column::Status.eq(Status::Pending));
    let pending: Option<Pending> = waiting
        .clone()
        .select_only()
        .column_as(Column::Id.count(), "orders")
        .column_as(sum_of_cents(), "cents")
        .into_model()
        .one(db)
        .await?;
    let oldest = waiting
        .clone()
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .one(db)
        .await?;
    let newest = waiting
        .find_also_related(user::Entity)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let month = by_period(db, &[first_of_month(as_of.date())], as_of.date()).await?;
    Ok(ManagerDashboard {
        pending: pending
            .as_ref()
            .map_or(0, |pending| pending.orders.unsigned_abs()),
        pending_cents: pending.and_then(|pending| pending.cents).unwrap_or_default(),
        oldest,
        waiting: newest.into_iter().map(with_customer).collect(),
        may_approve: viewer.has_perm(APPROVE),
        weeks: by_period(db, &weeks_until(as_of.date(), WEEKS), as_of.date()).await?,
        month: month.first().map(|month| month.totals).unwrap_or_default(),
        as_of,
    })
}
