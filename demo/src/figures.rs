//! Figures over the orders of all users, by week or month. Each list of periods is one query, however many orders there are.

use std::fmt::Write;

use auth::Error;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use time::{Date, Duration};

use crate::entity::order::Status;

/// Orders by status, with their amounts in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many have been approved.
    pub approved: u64,
    /// What these come to.
    pub approved_cents: i64,
    /// How many wait for approval.
    pub pending: u64,
    /// What these come to.
    pub pending_cents: i64,
}

impl Totals {
    /// How many orders there are, whatever their status.
    #[must_use]
    pub const fn orders(&self) -> u64 {
        self.approved.saturating_add(self.pending)
    }

    /// What all of them come to.
    #[must_use]
    pub const fn cents(&self) -> i64 {
        self.approved_cents.saturating_add(self.pending_cents)
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            approved: self.approved.saturating_add(other.approved),
            approved_cents: self.approved_cents.saturating_add(other.approved_cents),
            pending: self.pending.saturating_add(other.pending),
            pending_cents: self.pending_cents.saturating_add(other.pending_cents),
        }
    }
}

/// The orders that were placed in one week or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub begins: Date,
    /// Its orders.
    pub totals: Totals,
}

impl Period {
    /// All of them in one.
    #[must_use]
    pub fn together(periods: &[Self]) -> Totals {
        periods
            .iter()
            .fold(Totals::default(), |sum, period| sum.plus(period.totals))
    }
}

#[derive(FromQueryResult)]
struct Counted {
    period: i64,
    status: Status,
    orders: i64,
    cents: i64,
}

/// The orders of each period by status, in one query. A period ends where the next begins, the last one with this day.
pub(crate) async fn by_period(
    db: &impl ConnectionTrait,
    begins: &[Date],
    today: Date,
) -> Result<Vec<Period>, Error> {
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
