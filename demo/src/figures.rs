//! Figures over everybody's orders: the report, and the manager's dashboard. Each is the same few queries, however many orders
//! there are.

use std::fmt::Write;

use auth::{Auth, Error};
use contract::{
    calendar::{first_of_month, months_until, weeks_until},
    dashboard::ManagerDashboard,
    permission,
    reports::{Period, Report, Totals},
    viewer::Viewer,
};
use entity::{
    order::{Column, Entity, Status},
    user,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use time::{Date, Duration};

use crate::orders::{row, sum_of_cents};

/// Months of the report.
const MONTHS: u8 = 12;
/// Weeks of the dashboard.
const WEEKS: u8 = 12;
/// Orders that the dashboard names.
const SHOWN: u64 = 10;

#[derive(FromQueryResult)]
struct Counted {
    period: i64,
    status: Status,
    orders: i64,
    cents: i64,
}

#[derive(FromQueryResult)]
struct Pending {
    orders: i64,
    cents: Option<i64>,
}

/// The last twelve months.
pub async fn report(auth: &Auth) -> Result<Report, Error> {
    let as_of = auth.clock.now();
    let months = months_until(as_of.date(), MONTHS);
    Ok(Report {
        months: by_period(auth.db.reader(), &months, as_of.date()).await?,
        as_of,
    })
}

/// What waits, and how the last weeks went.
pub async fn manager(auth: &Auth, viewer: &Viewer) -> Result<ManagerDashboard, Error> {
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
        oldest: oldest.map(row),
        waiting: newest
            .into_iter()
            .map(|(order, user)| (row(order), user.map(|user| user.username).unwrap_or_default()))
            .collect(),
        may_approve: viewer.has_perm(permission::order::APPROVE),
        weeks: by_period(db, &weeks_until(as_of.date(), WEEKS), as_of.date()).await?,
        month: month.first().map(|month| month.totals).unwrap_or_default(),
        as_of,
    })
}

/// The orders of each period by status, in one query. A period ends where the next begins, the last one with this day.
async fn by_period(db: &impl ConnectionTrait, begins: &[Date], today: Date) -> Result<Vec<Period>, Error> {
    let end = today.saturating_add(Duration::DAY);
    let bounds = begins
        .iter()
        .chain([&end])
        .map(|day| day.midnight().assume_utc().into());
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql(begins.len()), bounds);
    let mut totals = vec![Totals::default(); begins.len()];
    for counted in Counted::find_by_statement(statement).all(db).await? {
        let Some(totals) = usize::try_from(counted.period)
            .ok()
            .and_then(|period| totals.get_mut(period))
        else {
            continue;
        };
        let orders = counted.orders.unsigned_abs();
        match counted.status {
            Status::Approved => (totals.approved, totals.approved_cents) = (orders, counted.cents),
            Status::Pending => (totals.pending, totals.pending_cents) = (orders, counted.cents),
        }
    }
    let periods = begins.iter().zip(totals);
    Ok(periods
        .map(|(begins, totals)| Period {
            begins: *begins,
            totals,
        })
        .collect())
}

/// Comparisons with bounds that are computed here: the two databases agree on them, and on hardly anything else about dates.
fn sql(periods: usize) -> String {
    let mut period = "CASE".to_owned();
    for index in (1..periods).rev() {
        // Writing into a string does not fail.
        let _ = write!(period, " WHEN created_at >= ${} THEN {index}", index + 1);
    }
    let period = if periods > 1 {
        format!("{period} ELSE 0 END")
    } else {
        "0".to_owned()
    };
    // PostgreSQL sums big integers into a numeric; the casts keep it one type on both engines.
    format!(
        "SELECT CAST({period} AS bigint) AS period, status, COUNT(*) AS orders, \
         CAST(SUM(amount_cents) AS bigint) AS cents FROM orders \
         WHERE created_at >= $1 AND created_at < ${} GROUP BY 1, 2",
        periods + 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bound_is_a_parameter() {
        assert!(sql(1).starts_with("SELECT CAST(0 AS bigint)") && sql(1).contains("created_at < $2"));
        assert!(sql(3).contains("CASE WHEN created_at >= $3 THEN 2 WHEN created_at >= $2 THEN 1 ELSE 0 END"));
    }
}
