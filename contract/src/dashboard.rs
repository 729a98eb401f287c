//! What the dashboards show.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::{
    admin::AuditRow,
    orders::OrderRow,
    reports::{Period, Totals},
};

/// The viewer's own figures and latest orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// When the account was made.
    #[serde(with = "time::serde::timestamp")]
    pub date_joined: OffsetDateTime,
    /// The log-in that started this session, or an earlier one.
    #[serde(with = "time::serde::timestamp::option")]
    pub last_login: Option<OffsetDateTime>,
    /// How many orders the viewer has placed.
    pub orders: u64,
    /// How many of them wait for approval.
    pub pending: u64,
    /// Sum of the approved ones, in cents.
    pub approved_cents: i64,
    /// The latest, newest first, five at most.
    pub latest: Vec<OrderRow>,
    /// When these figures were read: what "3 hours ago" counts from.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
}

/// What looks after everybody's orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagerDashboard {
    /// How many orders wait for approval.
    pub pending: u64,
    /// What these come to, in cents.
    pub pending_cents: i64,
    /// The one that has waited longest.
    pub oldest: Option<OrderRow>,
    /// The newest of them with the user name of who placed it, ten at most.
    pub waiting: Vec<(OrderRow, String)>,
    /// The viewer may approve them.
    pub may_approve: bool,
    /// The orders of the last twelve weeks, oldest first; the last week ends today.
    pub weeks: Vec<Period>,
    /// The orders of this month.
    pub month: Totals,
    /// When these figures were read.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
}

/// A day with more sign-ups than this counts as one with this many: a day on which a million came is not counted to its end.
pub const MAX_SIGN_UPS: u64 = 10_000;

/// What looks after users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminDashboard {
    /// How many users there are, in words where they are too many to count: "about 1,000,000".
    pub users: String,
    /// Sign-ups of the last thirty days, oldest first, [`MAX_SIGN_UPS`] at most on a day.
    pub sign_ups: Vec<(Date, u64)>,
    /// How many sessions are logged in, in words where they are too many to count.
    pub sessions: String,
    /// How many mails were given up in the last seven days, in words where they are too many to count.
    pub mails_given_up: String,
    /// The latest lines of the audit log, newest first, eight at most.
    pub entries: Vec<AuditRow>,
    /// The latest accounts, newest first, five at most.
    pub latest: Vec<NewAccount>,
    /// When these figures were read.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
}

/// An account that was made a short while ago.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccount {
    /// Primary key.
    pub id: i64,
    /// User name.
    pub username: String,
    /// Address; empty for none.
    pub email: String,
    /// When it was made.
    #[serde(with = "time::serde::timestamp")]
    pub date_joined: OffsetDateTime,
}
