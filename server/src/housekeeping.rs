//! The worker that removes rows past use: expired sessions and links, old mails, devices that did not come back.

use std::time::Duration;

use auth::{
    Auth, Error,
    housekeeping::{self, BATCH, Expired},
};
use tokio::{sync::watch, task::JoinHandle, time::sleep};

/// How often a process looks, on average: between a half and one and a half of it, so that replicas that were started
/// together do not look together.
pub const INTERVAL: Duration = Duration::from_mins(5);
/// Between two batches others get their turn.
const BETWEEN_BATCHES: Duration = Duration::from_millis(100);

/// A running worker.
pub struct Housekeeper {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Housekeeper {
    /// Starts one that looks every [`INTERVAL`]. Several, in as many processes as one likes, share the work.
    #[must_use]
    pub fn start(auth: Auth) -> Self {
        Self::every(INTERVAL, auth)
    }

    /// Starts one that looks this often, on average.
    #[must_use]
    pub fn every(interval: Duration, auth: Auth) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self {
            stop,
            task: tokio::spawn(run(auth, interval, stopped)),
        }
    }

    /// Lets the batch under way finish, and ends.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

async fn run(auth: Auth, interval: Duration, mut stop: watch::Receiver<bool>) {
    // The first look comes early, so that a process that is started anew every few minutes cleans as well.
    let mut pause = jittered(interval) / 10;
    loop {
        tokio::select! {
            () = sleep(pause) => {}
            _ = stop.changed() => return,
        }
        match round(&auth, &mut stop).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(event = "housekeeping.removed", removed),
            Err(error) => tracing::warn!(%error, "expired rows cannot be removed"),
        }
        if *stop.borrow() {
            return;
        }
        pause = jittered(interval);
    }
}

/// Removes what there is, batch by batch, until it is told to stop.
async fn round(auth: &Auth, stop: &mut watch::Receiver<bool>) -> Result<u64, Error> {
    let mut removed = 0;
    for what in Expired::ALL {
        while !*stop.borrow() {
            let batch = housekeeping::clear_batch(auth, what).await?;
            removed += batch;
            if batch < BATCH {
                break;
            }
            tokio::select! {
                () = sleep(BETWEEN_BATCHES) => {}
                _ = stop.changed() => {}
            }
        }
    }
    Ok(removed)
}

/// From a half to one and a half of it.
fn jittered(interval: Duration) -> Duration {
    interval.mul_f64(0.5 + rand::random::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replicas_do_not_keep_step() {
        let pauses: Vec<_> = (0..100).map(|_| jittered(INTERVAL)).collect();
        assert!(
            pauses
                .iter()
                .all(|pause| (INTERVAL / 2..=INTERVAL * 3 / 2).contains(pause))
        );
        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
    }
}
