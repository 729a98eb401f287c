//! The worker that deletes expired rows: sessions and links, old mail, and devices that have not been used for a long time.

use std::time::Duration;

use auth::{
    Auth, Error,
    housekeeping::{self, BATCH, Expired},
};
use tokio::{sync::watch, task::JoinHandle, time::sleep};

/// The average interval between two runs of a process. Each interval is chosen at random between half and one and a half of it, so that
/// replicas that start together do not run together.
pub const INTERVAL: Duration = Duration::from_mins(5);
/// The pause after each batch, which lets other writers in.
const BATCH_PAUSE: Duration = Duration::from_millis(100);

/// A running housekeeping worker.
pub struct Housekeeper {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Housekeeper {
    /// Starts a worker that runs every [`INTERVAL`]. Any number of processes can run one; they share the work.
    #[must_use]
    pub fn start(auth: Auth) -> Self {
        Self::every(INTERVAL, auth)
    }

    /// Starts a worker with this average interval.
    #[must_use]
    pub fn every(interval: Duration, auth: Auth) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self {
            stop,
            task: tokio::spawn(run(auth, interval, stopped)),
        }
    }

    /// Waits for the current batch, then stops.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

async fn run(auth: Auth, interval: Duration, mut stop: watch::Receiver<bool>) {
    // The first run is early, so that a process that restarts every few minutes cleans up as well.
    let mut pause = jittered(interval) / 10;
    loop {
        tokio::select! {
            () = sleep(pause) => {}
            _ = stop.changed() => return,
        }
        match clear_expired(&auth, &mut stop).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(event = "housekeeping.removed", removed),
            Err(error) => tracing::warn!(%error, "expired rows cannot be deleted"),
        }
        if *stop.borrow() {
            return;
        }
        pause = jittered(interval);
    }
}

/// Deletes expired rows in batches until none is left or the worker is stopped.
async fn clear_expired(auth: &Auth, stop: &mut watch::Receiver<bool>) -> Result<u64, Error> {
    let mut removed = 0;
    for kind in Expired::ALL {
        while !*stop.borrow() {
            let batch = housekeeping::clear_batch(auth, kind).await?;
            removed += batch;
            if batch < BATCH {
                break;
            }
            tokio::select! {
                () = sleep(BATCH_PAUSE) => {}
                _ = stop.changed() => {}
            }
        }
    }
    Ok(removed)
}

/// A random duration between half and one and a half of `interval`.
fn jittered(interval: Duration) -> Duration {
    interval.mul_f64(0.5 + rand::random::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_jittered() {
        let pauses: Vec<_> = (0..100).map(|_| jittered(INTERVAL)).collect();
        assert!(
            pauses
                .iter()
                .all(|pause| (INTERVAL / 2..=INTERVAL * 3 / 2).contains(pause))
        );
        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
    }
}
