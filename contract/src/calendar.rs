//! Days, weeks and months as the periods of statistics, with their names.

use time::{Date, Duration, Month};

/// The English name of a month.
#[must_use]
pub const fn month_name(month: Month) -> &'static str {
    match month {
        Month::January => "January",
        Month::February => "February",
        Month::March => "March",
        Month::April => "April",
        Month::May => "May",
        Month::June => "June",
        Month::July => "July",
        Month::August => "August",
        Month::September => "September",
        Month::October => "October",
        Month::November => "November",
        Month::December => "December",
    }
}

/// Formats a day, such as "22 October 2026".
#[must_use]
pub fn long_day(day: Date) -> String {
    format!("{} {}", day.day(), long_month(day))
}

/// Formats a day, such as "22 Oct".
#[must_use]
pub fn short_day(day: Date) -> String {
    format!("{} {}", day.day(), &month_name(day.month())[..3])
}

/// Formats a month, such as "October 2026".
#[must_use]
pub fn long_month(day: Date) -> String {
    format!("{} {}", month_name(day.month()), day.year())
}

/// Formats a month, such as "Oct 2026".
#[must_use]
pub fn short_month(day: Date) -> String {
    format!("{} {}", &month_name(day.month())[..3], day.year())
}

/// Formats a day as in RFC 3339, such as "2026-10-22".
#[must_use]
pub fn machine_day(day: Date) -> String {
    let (year, month, day) = day.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}", u8::from(month))
}

/// The last `count` days up to and including `day`, oldest first.
#[must_use]
pub fn days_until(day: Date, count: u8) -> Vec<Date> {
    let back = |days: u8| day.saturating_sub(Duration::days(days.into()));
    (0..count).rev().map(back).collect()
}

/// The first days of the last `count` weeks, oldest first. The last week ends with `day`, so that every week has seven days and they are
/// comparable.
#[must_use]
pub fn weeks_until(day: Date, count: u8) -> Vec<Date> {
    let back = |weeks: u8| day.saturating_sub(Duration::days(i64::from(weeks) * 7 + 6));
    (0..count).rev().map(back).collect()
}

/// The first days of the last `count` months up to and including that of `day`, oldest first.
#[must_use]
pub fn months_until(day: Date, count: u8) -> Vec<Date> {
    let mut months: Vec<Date> = (0..count)
        .scan(first_of_month(day), |month, _| {
            let this = *month;
            *month = first_of_month(this.saturating_sub(Duration::DAY));
            Some(this)
        })
        .collect();
    months.reverse();
    months
}

/// The first day of the month.
#[must_use]
pub fn first_of_month(day: Date) -> Date {
    // Every month has a first day, so this cannot fail.
    day.replace_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn days_have_names() {
        let day = date!(2026 - 10 - 02);
        assert_eq!(long_day(day), "2 October 2026");
        assert_eq!(short_day(day), "2 Oct");
        assert_eq!(long_month(day), "October 2026");
        assert_eq!(short_month(day), "Oct 2026");
        assert_eq!(machine_day(day), "2026-10-02");
    }

    #[test]
    fn periods_end_with_the_day() {
        let day = date!(2026 - 03 - 01);
        assert_eq!(days_until(day, 2), [date!(2026 - 02 - 28), day]);
        assert_eq!(
            weeks_until(day, 2),
            [date!(2026 - 02 - 16), date!(2026 - 02 - 23)]
        );
        assert_eq!(
            months_until(date!(2026 - 01 - 31), 3),
            [
                date!(2025 - 11 - 01),
                date!(2025 - 12 - 01),
                date!(2026 - 01 - 01)
            ]
        );
        assert_eq!(months_until(day, 12)[0], date!(2025 - 04 - 01));
    }
}
