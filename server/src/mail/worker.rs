//! The worker that processes the outbox.

use std::{sync::Arc, time::Duration};

use auth::{
    Auth, Error,
    accounts::mail_requests,
    mail::{outbox, requests},
};
use entity::outbox_mail;
use tokio::{
    sync::watch,
    task::{JoinHandle, JoinSet},
    time::{sleep, timeout},
};

use super::{DeliveryError, Mailer};

/// The maximum number of deliveries at a time, so that one that hangs does not delay the others.
const MAX_CONCURRENT_DELIVERIES: usize = 4;
/// The maximum number of mail requests that are processed before the next look at the outbox.
const MAX_REQUESTS_PER_PASS: usize = 20;
/// How often to look for mails of other replicas, and for mails whose backoff is over.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// The pause after a database error.
const ERROR_BACKOFF: Duration = Duration::from_secs(5);
/// How long deliveries in progress may take to finish at shutdown.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);

/// A running delivery worker.
pub struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Starts a worker. Any number of processes can run one; they share the work.
    #[must_use]
    pub fn start(auth: Auth, mailer: Mailer) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self {
            stop,
            task: tokio::spawn(run(auth, Arc::new(mailer), stopped)),
        }
    }

    /// Waits for deliveries in progress up to a grace period, then stops.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

async fn run(auth: Auth, mailer: Arc<Mailer>, mut stop: watch::Receiver<bool>) {
    let mut deliveries = JoinSet::new();
    loop {
        let pause = match process_due(&auth, &mailer, &mut deliveries).await {
            Ok(()) => POLL_INTERVAL,
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                ERROR_BACKOFF
            }
        };
        tokio::select! {
            () = auth.outbox_bell.notified() => {}
            () = sleep(pause) => {}
            Some(_) = deliveries.join_next() => {}
            _ = stop.changed() => break,
        }
        while deliveries.try_join_next().is_some() {}
    }
    let all_done = timeout(SHUTDOWN_GRACE, async {
        while deliveries.join_next().await.is_some() {}
    })
    .await;
    if all_done.is_err() {
        // Their rows become available again when the lease expires, so no mail is lost.
        tracing::warn!(
            mails = deliveries.len(),
            "shutting down with deliveries in progress"
        );
        deliveries.shutdown().await;
    }
}

/// Processes a limited number of mail requests, so that a flood of them does not delay delivery, and starts deliveries up to
/// [`MAX_CONCURRENT_DELIVERIES`].
async fn process_due(auth: &Auth, mailer: &Arc<Mailer>, deliveries: &mut JoinSet<()>) -> Result<(), Error> {
    for _ in 0..MAX_REQUESTS_PER_PASS {
        if !(requests::is_waiting(auth).await? && mail_requests::process_next(auth).await?) {
            break;
        }
    }
    if requests::is_waiting(auth).await? {
        auth.outbox_bell.notify_one();
    }
    while deliveries.len() < MAX_CONCURRENT_DELIVERIES && outbox::is_waiting(auth).await? {
        let Some(mail) = outbox::claim(auth).await? else {
            break;
        };
        let (auth, mailer) = (auth.clone(), Arc::clone(mailer));
        deliveries.spawn(async move {
            if let Err(error) = deliver(&auth, &mailer, &mail).await {
                // The row is unchanged, whether or not the mail was delivered. It is retried when the lease expires.
                tracing::error!(%error, id = mail.id, "the outbox cannot be updated");
            }
        });
    }
    Ok(())
}

/// Processes all requests and delivers all mails that are due, one at a time, and returns the number of mails. For tests, which run no
/// worker.
///
/// # Errors
/// If the database is unreachable.
pub async fn deliver_due(auth: &Auth, mailer: &Mailer) -> Result<usize, Error> {
    while mail_requests::process_next(auth).await? {}
    let mut mails = 0;
    while let Some(mail) = outbox::claim(auth).await? {
        deliver(auth, mailer, &mail).await?;
        mails += 1;
    }
    Ok(mails)
}

async fn deliver(auth: &Auth, mailer: &Mailer, mail: &outbox_mail::Model) -> Result<(), Error> {
    match mailer.deliver(mail).await {
        Ok(()) => outbox::mark_delivered(auth, mail).await,
        Err(DeliveryError { error, is_permanent }) => {
            outbox::mark_refused(auth, mail, &error, is_permanent).await
        }
    }
}
