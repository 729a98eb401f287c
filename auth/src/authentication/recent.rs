//! Recent authentication: what a sensitive page asks for (ASVS 7.5.1, GitHub's "sudo mode").

use time::{Duration, OffsetDateTime};

use crate::sessions::MethodUse;

/// For so long a use of a method counts as recent.
pub const MAX_AGE: Duration = Duration::minutes(10);

/// Has the user authenticated within the last [`MAX_AGE`], by any method? A log-in counts. A use that lies in the future does not:
/// setting the clock back makes nothing recent.
#[must_use]
pub fn is_recent(methods: &[MethodUse], now: OffsetDateTime) -> bool {
    methods
        .iter()
        .any(|used| (Duration::ZERO..MAX_AGE).contains(&(now - used.at)))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn the_limit_is_ten_minutes_and_the_pages_say_so() {
        assert_eq!(MAX_AGE.whole_minutes(), contract::access::RECENT_MINUTES);
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
