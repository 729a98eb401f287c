//! What the dashboard shows.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::orders::OrderRow;

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
