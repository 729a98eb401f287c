//! Orders as pages show them.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

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

/// Cents as a decimal with two digits and thousands separated: `1,234.50`.
#[must_use]
pub fn decimal(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let whole = (cents / 100).unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{:02}", (cents % 100).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

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
