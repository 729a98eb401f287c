//! Orders as pages show them.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::number::thousands;

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Waits for approval.
    Pending,
    /// Approved, once and for good.
    Approved,
}

impl OrderStatus {
    /// The word shown.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Approved => "Approved",
        }
    }
}

/// One line of a list of orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// Primary key.
    pub id: i64,
    /// The customer's own name for it.
    pub reference: String,
    /// Money, in cents.
    pub amount_cents: i64,
    /// Where it stands.
    pub status: OrderStatus,
    /// When it was placed.
    #[serde(with = "time::serde::timestamp")]
    pub created_at: OffsetDateTime,
}

/// A page of orders, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderList {
    /// The order and the user name of who placed it, fifty at most.
    pub rows: Vec<(OrderRow, String)>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<i64>,
    /// Everybody's, not only the viewer's own.
    pub shows_all: bool,
    /// When it was read.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
}

/// One line of an order that came from a basket, at the price of that day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// What it was called.
    pub name: String,
    /// How many.
    pub quantity: i32,
    /// What one cost, in cents.
    pub price_cents: i64,
}

/// One order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDetail {
    /// The order.
    pub order: OrderRow,
    /// The user name of who placed it.
    pub customer: String,
    /// What was ordered, where a basket says it.
    pub lines: Vec<OrderLine>,
    /// It waits, and the viewer may approve it.
    pub may_approve: bool,
    /// When it was read.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
}

/// The largest amount of one order, in cents.
pub const MAX_CENTS: i64 = 10_000_000_000;

/// An amount as people type it, in cents: digits, a point, two digits at most. More than nothing, and no more than a hundred
/// million.
#[must_use]
pub fn cents(amount: &str) -> Option<i64> {
    let (whole, part) = amount.trim().split_once('.').unwrap_or((amount.trim(), ""));
    let are_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !are_digits(whole) || !are_digits(part) {
        return None;
    }
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    let whole: i64 = whole.parse().ok()?;
    let cents = whole.checked_mul(100)?.checked_add(cents)?;
    (1..=MAX_CENTS).contains(&cents).then_some(cents)
}

/// Cents as a decimal with two digits and thousands separated: `1,234.50`.
#[must_use]
pub fn decimal(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let whole = thousands((cents / 100).unsigned_abs());
    format!("{sign}{whole}.{:02}", (cents % 100).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_cents() {
        for (typed, read) in [
            ("12.50", Some(1250)),
            (" 7 ", Some(700)),
            ("0.5", Some(50)),
            ("0.01", Some(1)),
            ("100000000", Some(MAX_CENTS)),
            ("100000000.01", None),
            ("0", None),
            ("-1", None),
            ("1.234", None),
            ("1,50", None),
            (".5", None),
            ("1e3", None),
            ("99999999999999999999", None),
            ("", None),
        ] {
            assert_eq!(cents(typed), read, "{typed}");
        }
    }

    #[test]
    fn cents_become_decimals() {
        for (cents, shown) in [
            (0, "0.00"),
            (5, "0.05"),
            (123_450, "1,234.50"),
            (-123_450_099, "-1,234,500.99"),
            (-5, "-0.05"),
            (i64::MIN, "-92,233,720,368,547,758.08"),
        ] {
            assert_eq!(decimal(cents), shown);
        }
    }
}
