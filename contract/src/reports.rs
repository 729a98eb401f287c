//! Figures over everybody's orders.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// Orders by status, with their amounts in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Its first day.
    pub begins: Date,
    /// Its orders.
    pub totals: Totals,
}

/// The order report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The last twelve months, oldest first; those without an order as well.
    pub months: Vec<Period>,
    /// When it was read.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
}

impl Report {
    /// All months in one.
    #[must_use]
    pub fn together(&self) -> Totals {
        self.months
            .iter()
            .fold(Totals::default(), |sum, month| sum.plus(month.totals))
    }
}
