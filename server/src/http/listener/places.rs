//! The places for connections, and who makes room when all are taken.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

use super::{Limits, activity::Activity};

/// Somebody may have become evictable: look again after this long.
const RETRY: Duration = Duration::from_millis(50);

/// As many as `Limits::connections`.
pub(super) struct Places {
    free: Arc<Semaphore>,
    all: u32,
    evictable: Duration,
    taken: Arc<Taken>,
    next: Mutex<u64>,
}

/// The connections that hold a place.
#[derive(Default)]
struct Taken(Mutex<HashMap<u64, Arc<Activity>>>);

/// One connection's place, free again when this is dropped.
pub(super) struct Place {
    pub(super) activity: Arc<Activity>,
    id: u64,
    taken: Arc<Taken>,
    _permit: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(limits: &Limits) -> Self {
        let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
        Self {
            free: Arc::new(Semaphore::new(limits.connections)),
            all,
            evictable: limits.evictable,
            taken: Arc::default(),
            next: Mutex::default(),
        }
    }

    /// A place for a connection that has been accepted. Where there is none, closes others that wait for a request until
    /// there is one. Nothing is lost when the future is dropped.
    pub(super) async fn take(&self) -> Place {
        loop {
            let free = Arc::clone(&self.free);
            // The semaphore is never closed: an error is only that none is free.
            if let Ok(permit) = Arc::clone(&free).try_acquire_owned() {
                return self.place(permit);
            }
            self.evict(1);
            if let Ok(Ok(permit)) = timeout(RETRY, free.acquire_owned()).await {
                return self.place(permit);
            }
        }
    }

    /// Closes up to this many connections that have waited for a request for a while.
    pub(super) fn evict(&self, count: usize) {
        let now = Instant::now();
        let taken = self.taken.lock();
        let mut waiting: Vec<_> = taken
            .values()
            .filter_map(|activity| Some((activity.waiting()?, activity)))
            .filter(|(waiting, _)| waiting.since + self.evictable <= now)
            .collect();
        waiting.sort_unstable_by_key(|(waiting, _)| *waiting);
        for (_, activity) in waiting.into_iter().take(count) {
            activity.evict();
        }
    }

    /// Resolves when no connection is left.
    pub(super) async fn all_free(&self) {
        // The semaphore is never closed.
        let _ = self.free.acquire_many(self.all).await;
    }

    fn place(&self, permit: OwnedSemaphorePermit) -> Place {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        *next += 1;
        let activity = Arc::new(Activity::new());
        self.taken.lock().insert(*next, Arc::clone(&activity));
        Place {
            activity,
            id: *next,
            taken: Arc::clone(&self.taken),
            _permit: permit,
        }
    }
}

impl Taken {
    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Arc<Activity>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.taken.lock().remove(&self.id);
    }
}
