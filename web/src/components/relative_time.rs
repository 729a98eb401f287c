//! Relative points in time.

use contract::calendar::{long_day, machine_day};
use leptos::prelude::*;
use time::OffsetDateTime;

/// A relative time, such as "3 hours ago", with the exact time in `title` and `datetime`. It counts from when the data was read, not from
/// when it is rendered.
#[component]
pub fn RelativeTime(
    /// The point in time.
    at: OffsetDateTime,
    /// The time from which "ago" counts.
    as_of: OffsetDateTime,
) -> impl IntoView {
    view! {
        <time datetime=machine(at) title=exact(at)>
            {relative(at, as_of)}
        </time>
    }
}

/// Formats as RFC 3339 to the second, in UTC.
fn machine(at: OffsetDateTime) -> String {
    format!(
        "{}T{:02}:{:02}:{:02}Z",
        machine_day(at.date()),
        at.hour(),
        at.minute(),
        at.second()
    )
}

fn exact(at: OffsetDateTime) -> String {
    format!("{}, {:02}:{:02} UTC", long_day(at.date()), at.hour(), at.minute())
}

/// Formats a time within the last month in words, and an earlier one as a date.
fn relative(at: OffsetDateTime, as_of: OffsetDateTime) -> String {
    let passed = as_of - at;
    let ago = |count: i64, unit: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {unit}{plural} ago")
    };
    match passed.whole_minutes() {
        ..1 => "just now".to_owned(),
        minutes @ 1..60 => ago(minutes, "minute"),
        60..1440 => ago(passed.whole_hours(), "hour"),
        _ if passed.whole_days() < 30 => ago(passed.whole_days(), "day"),
        _ => long_day(at.date()),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn time_passes_in_words() {
        let now = datetime!(2026-03-10 12:00 UTC);
        for (at, said) in [
            (datetime!(2026-03-10 12:00:30 UTC), "just now"),
            (datetime!(2026-03-10 11:59 UTC), "1 minute ago"),
            (datetime!(2026-03-10 11:00:30 UTC), "59 minutes ago"),
            (datetime!(2026-03-10 11:00 UTC), "1 hour ago"),
            (datetime!(2026-03-09 12:30 UTC), "23 hours ago"),
            (datetime!(2026-03-08 12:00 UTC), "2 days ago"),
            (datetime!(2026-02-08 12:00 UTC), "8 February 2026"),
        ] {
            assert_eq!(relative(at, now), said);
        }
        assert_eq!(machine(now), "2026-03-10T12:00:00Z");
        assert_eq!(exact(now), "10 March 2026, 12:00 UTC");
    }
}
