//! Time as a parameter: rules ask the clock that they are given, and tests move it instead of sleeping.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use time::{Duration, OffsetDateTime};

/// What time it is. Clones share their shift, so a test moves the clock of a whole application at once.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    shift_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::default()
    }

    /// Now, in UTC, to the microsecond: what both databases can store.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that asks the system"
    )]
    pub fn now(&self) -> OffsetDateTime {
        let now = OffsetDateTime::now_utc() + Duration::seconds(self.shift_seconds.load(Ordering::Relaxed));
        now.replace_nanosecond(now.microsecond() * 1_000).unwrap_or(now)
    }

    /// Moves the clock, for tests.
    pub fn advance(&self, by: Duration) {
        self.shift_seconds
            .fetch_add(by.whole_seconds(), Ordering::Relaxed);
    }
}
