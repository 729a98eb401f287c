//! How long a session lasts: since its last use, and at most.

use time::{Duration, OffsetDateTime};

use super::AuthSession;

/// `last_seen_at` is exact to this much, so that a click is not a write.
pub const TOUCH_AFTER: Duration = Duration::MINUTE;
/// How long a one-time message or a refused form waits for its page.
const ONE_TIME: Duration = Duration::minutes(10);

/// The limits of both kinds of session (NIST SP 800-63B-4 section 2, ASVS 7.3). All are enforced on the server, whatever
/// the cookie says.
#[derive(Clone, Copy, Debug)]
pub struct Lifetimes {
    /// Remembered, or anonymous: unused for this long is over. Also the cookie's Max-Age: `SESSION_COOKIE_AGE`.
    pub remembered_idle: Duration,
    /// Remembered: over after this long, however busy.
    pub remembered_total: Duration,
    /// Not remembered: the browser forgets the cookie when it closes, the server after this long without use.
    pub unremembered_idle: Duration,
    /// Not remembered: over after this long, however busy.
    pub unremembered_total: Duration,
    /// Nothing but a one-time message or a refused form: over this long after it was written.
    pub one_time: Duration,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self::with_cookie_age(Duration::days(14))
    }
}

impl Lifetimes {
    /// The limits for a cookie of this age; a remembered session may be twice as old, as long as it is used.
    #[must_use]
    pub fn with_cookie_age(age: Duration) -> Self {
        Self {
            remembered_idle: age,
            remembered_total: age * 2 + Duration::days(2),
            unremembered_idle: Duration::hours(1).min(age),
            unremembered_total: Duration::hours(24).min(age),
            one_time: ONE_TIME.min(age),
        }
    }

    /// Unused until then, it is over; and never later than its total age allows.
    #[must_use]
    pub fn expires_at(&self, kind: Kind, started_at: OffsetDateTime, now: OffsetDateTime) -> OffsetDateTime {
        let idle = match kind {
            Kind::OneTime => self.one_time,
            Kind::Anonymous | Kind::Remembered => self.remembered_idle,
            Kind::Unremembered => self.unremembered_idle,
        };
        now.saturating_add(idle)
            .min(started_at.saturating_add(self.total(kind)))
    }

    /// Too old, however busy?
    #[must_use]
    pub fn is_too_old(&self, kind: Kind, started_at: OffsetDateTime, now: OffsetDateTime) -> bool {
        now - started_at >= self.total(kind)
    }

    fn total(&self, kind: Kind) -> Duration {
        if kind == Kind::Unremembered {
            self.unremembered_total
        } else {
            self.remembered_total
        }
    }
}

/// What decides how long a session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nobody is logged in, and there is nothing but a one-time message or a refused form.
    OneTime,
    /// Nobody is logged in: a shopping cart, for example.
    Anonymous,
    /// Logged in with "remember me".
    Remembered,
    /// Logged in without.
    Unremembered,
}

impl Kind {
    /// The kind of a session that is bound so; `is_one_time`: it holds nothing but one-time values.
    #[must_use]
    pub fn of(binding: Option<&AuthSession>, is_one_time: bool) -> Self {
        match binding {
            None if is_one_time => Self::OneTime,
            None => Self::Anonymous,
            Some(binding) if binding.is_remembered => Self::Remembered,
            Some(_) => Self::Unremembered,
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn limits_are_inclusive_of_their_last_second() {
        let limits = Lifetimes::default();
        let start = datetime!(2026-01-01 00:00 UTC);
        assert_eq!(
            limits.expires_at(Kind::Remembered, start, start),
            datetime!(2026-01-15 00:00 UTC)
        );
        assert_eq!(
            limits.expires_at(Kind::Unremembered, start, start),
            datetime!(2026-01-01 01:00 UTC)
        );
        assert_eq!(
            limits.expires_at(Kind::Unremembered, start, datetime!(2026-01-01 23:30 UTC)),
            datetime!(2026-01-02 00:00 UTC),
            "a day is the most"
        );
        assert_eq!(
            limits.expires_at(Kind::OneTime, start, start),
            datetime!(2026-01-01 00:10 UTC)
        );
        assert!(!limits.is_too_old(Kind::Unremembered, start, datetime!(2026-01-01 23:59:59 UTC)));
        assert!(limits.is_too_old(Kind::Unremembered, start, datetime!(2026-01-02 00:00 UTC)));
        assert!(!limits.is_too_old(Kind::Remembered, start, datetime!(2026-01-30 23:59:59 UTC)));
        assert!(limits.is_too_old(Kind::Remembered, start, datetime!(2026-01-31 00:00 UTC)));
    }
}
