//! Durations in words, for mails.

use time::Duration;

/// "3 days", "1 hour", "15 minutes": in the largest unit that it is a whole number of.
#[must_use]
pub fn duration(lifetime: Duration) -> String {
    let minutes = lifetime.whole_minutes().max(1);
    let (count, unit) = if minutes % (24 * 60) == 0 {
        (minutes / (24 * 60), "day")
    } else if minutes % 60 == 0 {
        (minutes / 60, "hour")
    } else {
        (minutes, "minute")
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_are_said_in_round_numbers() {
        for (lifetime, words) in [
            (Duration::days(3), "3 days"),
            (Duration::days(1), "1 day"),
            (Duration::hours(36), "36 hours"),
            (Duration::minutes(60), "1 hour"),
            (Duration::seconds(90), "1 minute"),
            (Duration::seconds(5), "1 minute"),
        ] {
            assert_eq!(duration(lifetime), words);
        }
    }
}
