//! Recent authentication: what a sensitive page asks for (ASVS 7.5.1, GitHub's "sudo mode").

use time::{Duration, OffsetDateTime};

use crate::sessions::MethodUse;

/// How long the use of a method counts as recent, in minutes. A log-in counts as one.
pub const RECENT_MINUTES: i64 = 10;

/// Has the user authenticated within the last [`RECENT_MINUTES`], by any method? A use that lies in the future does not:
/// setting the clock back makes nothing recent.
#[must_use]
pub fn is_recent(methods: &[MethodUse], now: OffsetDateTime) -> bool {
    methods
        .iter()
        .any(|used| (Duration::ZERO..Duration::minutes(RECENT_MINUTES)).contains(&(now - used.at)))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn the_limit_is_ten_minutes() {
        let used = [MethodUse::new("password", datetime!(2026-11-21 12:00 UTC))];
        assert!(is_recent(&used, datetime!(2026-11-21 12:00 UTC)));
        assert!(is_recent(&used, datetime!(2026-11-21 12:09:59 UTC)));
        assert!(!is_recent(&used, datetime!(2026-11-21 12:10 UTC)));
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nothing_recent() {
        let used = [MethodUse::new("password", datetime!(2026-11-21 12:00 UTC))];
        assert!(!is_recent(&used, datetime!(2026-11-21 11:59:59 UTC)));
        assert!(!is_recent(&[], datetime!(2026-11-21 12:00 UTC)));
    }

    #[test]
    fn any_method_is_enough() {
        let used = [
            MethodUse::new("password", datetime!(2026-11-21 8:00 UTC)),
            MethodUse::new("oauth:google", datetime!(2026-11-21 11:55 UTC)),
        ];
        assert!(is_recent(&used, datetime!(2026-11-21 12:00 UTC)));
    }
}
