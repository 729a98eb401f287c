//! Hashing inside requests: on threads of its own and a limited number at a time, so that a flood of log-ins uses neither up all memory nor every worker.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::{Argon2Params, HashError, Outcome, argon2id, check};

/// Hashes and checks passwords without blocking the async runtime. Clones share the same places.
#[derive(Clone)]
pub struct Hasher(Arc<Inner>);

struct Inner {
    params: Argon2Params,
    places: Arc<Semaphore>,
    wait: Duration,
    dummy: String,
}

/// The answer of [`Hasher::verify`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Whether it is the right password.
    pub matches: bool,
    /// Whether to hash the password anew and store that; only ever true when it matches, as Django upgrades a hash after a correct password only.
    pub needs_rehash: bool,
}

impl Hasher {
    /// New hashes get `params`. At most `places` passwords are worked on at a time (memory needed: that many times `params.memory_kib`, and up to 256 MiB each for imported hashes), and a caller waits at most `wait` for a place.
    #[must_use]
    pub fn new(params: Argon2Params, places: usize, wait: Duration) -> Self {
        let places = Arc::new(Semaphore::new(places.clamp(1, Semaphore::MAX_PERMITS)));
        Self(Arc::new(Inner {
            params,
            places,
            wait,
            dummy: argon2id::dummy(&params),
        }))
    }

    /// The parameters that new hashes get.
    pub fn params(&self) -> Argon2Params {
        self.0.params
    }

    /// [`hash`](super::hash) with this hasher's parameters.
    ///
    /// # Errors
    /// [`HashError::Busy`] if no place became free in time, [`HashError::Failed`] as `hash` does.
    pub async fn hash(&self, password: String) -> Result<String, HashError> {
        self.run(move |inner| argon2id::hash(&password, &inner.params))
            .await?
    }

    /// [`verify`](super::verify), and whether the hash is out of date.
    /// A stored value that nothing can be computed for (unusable, unknown, malformed, too expensive) costs as much as a hash of ours, so that the time does not tell which accounts have a password.
    ///
    /// # Errors
    /// [`HashError::Busy`] if no place became free in time, [`HashError::Failed`] after a panic.
    pub async fn verify(&self, password: String, encoded: String) -> Result<Verified, HashError> {
        self.run(move |inner| {
            let outcome = at_full_cost(|encoded| check(&password, encoded), &encoded, &inner.dummy);
            let matches = outcome == Outcome::Matches;
            Verified {
                matches,
                needs_rehash: matches && argon2id::needs_rehash(&encoded, &inner.params),
            }
        })
        .await
    }

    /// Spends the time that checking a password takes, for log-ins of users who do not exist (Django's `ModelBackend.authenticate` does the same; ASVS 6.3.8).
    ///
    /// # Errors
    /// Those of [`Hasher::verify`], so that an unknown user gets the same "busy" answer too.
    pub async fn verify_dummy(&self, password: String) -> Result<(), HashError> {
        self.run(move |inner| {
            check(&password, &inner.dummy);
        })
        .await
    }

    /// Takes a place, as a password that is being computed does, until the permit is dropped: how a test holds requests
    /// up in the middle of a password check.
    ///
    /// # Errors
    /// [`HashError::Busy`] if no place became free in time.
    pub async fn occupy(&self) -> Result<OwnedSemaphorePermit, HashError> {
        timeout(self.0.wait, Arc::clone(&self.0.places).acquire_owned())
            .await
            .map_err(|_| HashError::Busy)?
            .map_err(|closed| HashError::Failed(closed.into()))
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let place = self.occupy().await?;
        let inner = Arc::clone(&self.0);
        let span = tracing::Span::current();
        spawn_blocking(move || {
            // The thread cannot be stopped: a request that is given up must not free its place before the work is done.
            let _place = place;
            span.in_scope(|| work(&inner))
        })
        .await
        .map_err(|error| HashError::Failed(error.into()))
    }
}

/// Checks `encoded`, and `dummy` as well if that took no work.
fn at_full_cost(mut check: impl FnMut(&str) -> Outcome, encoded: &str, dummy: &str) -> Outcome {
    let outcome = check(encoded);
    if outcome == Outcome::NotTried {
        check(dummy);
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEAK: Argon2Params = Argon2Params {
        memory_kib: 64,
        time: 1,
        parallelism: 1,
    };
    const WAIT: Duration = Duration::from_secs(30);

    #[tokio::test]
    async fn a_hash_verifies_and_says_when_it_is_out_of_date() {
        let hasher = Hasher::new(WEAK, 2, WAIT);
        let encoded = hasher.hash("secret".into()).await.unwrap();
        let verify = async |hasher: &Hasher, password: &str| {
            hasher.verify(password.into(), encoded.clone()).await.unwrap()
        };
        assert_eq!(
            verify(&hasher, "secret").await,
            Verified {
                matches: true,
                needs_rehash: false
            }
        );

        let stronger = Hasher::new(
            Argon2Params {
                memory_kib: 128,
                ..WEAK
            },
            2,
            WAIT,
        );
        assert_eq!(
            verify(&stronger, "secret").await,
            Verified {
                matches: true,
                needs_rehash: true
            }
        );
        assert_eq!(
            verify(&stronger, "Secret").await,
            Verified {
                matches: false,
                needs_rehash: false
            }
        );
        hasher.verify_dummy("secret".into()).await.unwrap();
    }

    // What is computed is looked at, not the clock: on a busy machine that says nothing.
    #[test]
    fn what_never_matches_costs_as_much_as_a_hash() {
        let dummy = Hasher::new(WEAK, 1, WAIT).0.dummy.clone();
        assert!(!argon2id::needs_rehash(&dummy, &WEAK));
        let known = argon2id::hash("secret", &WEAK).unwrap();
        for encoded in [
            "!",
            "",
            "lolcat$a$b",
            "scrypt$1048576$salt$8$1$AAAA",
            known.as_str(),
        ] {
            let mut computed = 0;
            let count = |encoded: &str| {
                let outcome = check("wrong", encoded);
                computed += usize::from(outcome != Outcome::NotTried);
                outcome
            };
            assert_ne!(at_full_cost(count, encoded, &dummy), Outcome::Matches);
            assert_eq!(computed, 1, "{encoded}");
        }
    }

    #[tokio::test]
    async fn a_caller_who_has_waited_long_enough_is_told_so() {
        let hasher = Hasher::new(WEAK, 1, Duration::from_millis(20));
        let place = Arc::clone(&hasher.0.places).acquire_owned().await.unwrap();
        assert!(matches!(hasher.hash("secret".into()).await, Err(HashError::Busy)));
        assert!(matches!(
            hasher.verify("secret".into(), "!".into()).await,
            Err(HashError::Busy)
        ));
        assert!(matches!(
            hasher.verify_dummy("secret".into()).await,
            Err(HashError::Busy)
        ));
        drop(place);
        assert!(hasher.hash("secret".into()).await.is_ok());
    }

    #[tokio::test]
    async fn an_aborted_request_keeps_its_place_until_the_work_is_done() {
        let hasher = Hasher::new(WEAK, 1, Duration::ZERO);
        let (started, has_started) = tokio::sync::oneshot::channel();
        let (finish, may_finish) = std::sync::mpsc::channel::<()>();
        let request = tokio::spawn({
            let hasher = hasher.clone();
            async move {
                hasher
                    .run(move |_| {
                        started.send(()).unwrap();
                        may_finish.recv().unwrap();
                    })
                    .await
            }
        });
        has_started.await.unwrap();
        request.abort();
        assert!(request.await.unwrap_err().is_cancelled());
        assert!(matches!(hasher.hash("secret".into()).await, Err(HashError::Busy)));

        finish.send(()).unwrap();
        while hasher.0.places.available_permits() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert!(hasher.hash("secret".into()).await.is_ok());
    }

    #[tokio::test]
    async fn a_panic_is_an_error_and_frees_the_place() {
        let hasher = Hasher::new(WEAK, 1, Duration::ZERO);
        let failed: Result<(), _> = hasher.run(|_| panic!("as the test wants")).await;
        assert!(matches!(failed, Err(HashError::Failed(_))));
        assert!(hasher.hash("secret".into()).await.is_ok());
    }
}
