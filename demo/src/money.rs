//! Money: an integer of cents, typed and shown as a decimal.

use contract::number::thousands;

/// The largest amount of one order, in cents.
pub const MAX_CENTS: i64 = 10_000_000_000;

/// An amount as people type it, in cents: digits, a point, two digits at most. More than nothing, and no more than [`MAX_CENTS`].
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

/// Cents as euros: `€1,234.50`.
#[must_use]
pub fn euros(cents: i64) -> String {
    format!("€{}", decimal(cents))
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
