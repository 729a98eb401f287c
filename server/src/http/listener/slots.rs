//! Connection slots, and the eviction of idle connections when all slots are occupied.

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

/// While no slot is free, how often to look for a connection that has become evictable.
const EVICTION_POLL_INTERVAL: Duration = Duration::from_millis(50);

/// The slots of a listener, [`Limits::max_connections`] in number.
pub(super) struct ConnectionSlots {
    semaphore: Arc<Semaphore>,
    limit: u32,
    eviction_min_idle: Duration,
    occupied: Arc<Occupied>,
    last_id: Mutex<u64>,
}

/// The activities of the connections that occupy a slot.
#[derive(Default)]
struct Occupied(Mutex<HashMap<u64, Arc<Activity>>>);

/// The slot of one connection, released on drop.
pub(super) struct ConnectionSlot {
    pub(super) activity: Arc<Activity>,
    id: u64,
    occupied: Arc<Occupied>,
    _permit: OwnedSemaphorePermit,
}

impl ConnectionSlots {
    pub(super) fn new(limits: &Limits) -> Self {
        let limit = u32::try_from(limits.max_connections).unwrap_or(u32::MAX);
        Self {
            semaphore: Arc::new(Semaphore::new(limits.max_connections)),
            limit,
            eviction_min_idle: limits.eviction_min_idle,
            occupied: Arc::default(),
            last_id: Mutex::default(),
        }
    }

    /// Acquires a slot. If none is free, evicts idle connections until one is. Cancel-safe.
    pub(super) async fn acquire(&self) -> ConnectionSlot {
        loop {
            let semaphore = Arc::clone(&self.semaphore);
            // The semaphore is never closed, so an error means that no permit is free.
            if let Ok(permit) = Arc::clone(&semaphore).try_acquire_owned() {
                return self.occupy(permit);
            }
            self.evict(1);
            if let Ok(Ok(permit)) = timeout(EVICTION_POLL_INTERVAL, semaphore.acquire_owned()).await {
                return self.occupy(permit);
            }
        }
    }

    /// Evicts up to `count` connections that have been idle for long enough, longest idle first.
    pub(super) fn evict(&self, count: usize) {
        let now = Instant::now();
        let occupied = self.occupied.lock();
        let mut idle: Vec<_> = occupied
            .values()
            .filter_map(|activity| Some((activity.idle()?, activity)))
            .filter(|(idle, _)| idle.since + self.eviction_min_idle <= now)
            .collect();
        idle.sort_unstable_by_key(|(idle, _)| *idle);
        for (_, activity) in idle.into_iter().take(count) {
            activity.evict();
        }
    }

    /// Resolves when every slot has been released.
    pub(super) async fn all_released(&self) {
        // The semaphore is never closed.
        let _ = self.semaphore.acquire_many(self.limit).await;
    }

    fn occupy(&self, permit: OwnedSemaphorePermit) -> ConnectionSlot {
        let mut last_id = self.last_id.lock().unwrap_or_else(PoisonError::into_inner);
        *last_id += 1;
        let activity = Arc::new(Activity::new());
        self.occupied.lock().insert(*last_id, Arc::clone(&activity));
        ConnectionSlot {
            activity,
            id: *last_id,
            occupied: Arc::clone(&self.occupied),
            _permit: permit,
        }
    }
}

impl Occupied {
    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Arc<Activity>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        self.occupied.lock().remove(&self.id);
    }
}
