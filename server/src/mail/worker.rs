//! The worker that empties the outbox.

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

use super::{Mailer, Refusal};

/// So many mails are under way at a time: one that hangs does not hold up the others.
const CONCURRENCY: usize = 4;
/// So many requests for mail are answered before the outbox gets its turn.
const REQUESTS: usize = 20;
/// How often to look for mail that another replica wrote, or whose pause is over.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// After an error of the database.
const ERROR_BACKOFF: Duration = Duration::from_secs(5);
/// When told to stop, mails under way get this long.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);

/// A running worker.
pub struct Worker {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Starts one. Several, in as many processes as one likes, share the work.
    #[must_use]
    pub fn start(auth: Auth, mailer: Mailer) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self {
            stop,
            task: tokio::spawn(run(auth, Arc::new(mailer), stopped)),
        }
    }

    /// Lets mails under way finish, gives the others back, and ends.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

async fn run(auth: Auth, mailer: Arc<Mailer>, mut stop: watch::Receiver<bool>) {
    let mut under_way = JoinSet::new();
    loop {
        let pause = match take_up(&auth, &mailer, &mut under_way).await {
            Ok(()) => POLL_INTERVAL,
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                ERROR_BACKOFF
            }
        };
        tokio::select! {
            () = auth.outbox_bell.notified() => {}
            () = sleep(pause) => {}
            Some(_) = under_way.join_next() => {}
            _ = stop.changed() => break,
        }
        while under_way.try_join_next().is_some() {}
    }
    let all_done = timeout(SHUTDOWN_GRACE, async {
        while under_way.join_next().await.is_some() {}
    })
    .await;
    if all_done.is_err() {
        // Their rows are free again when the lease is over; nothing is lost.
        tracing::warn!(mails = under_way.len(), "stopping while mails are under way");
        under_way.shutdown().await;
    }
}

/// Answers what was asked for, a few requests at a time so that a flood of them holds up no mail, and starts as many
/// deliveries as there are hands.
async fn take_up(auth: &Auth, mailer: &Arc<Mailer>, under_way: &mut JoinSet<()>) -> Result<(), Error> {
    for _ in 0..REQUESTS {
        if !(requests::is_waiting(auth).await? && mail_requests::process_next(auth).await?) {
            break;
        }
    }
    if requests::is_waiting(auth).await? {
        auth.outbox_bell.notify_one();
    }
    while under_way.len() < CONCURRENCY && outbox::is_waiting(auth).await? {
        let Some(mail) = outbox::claim(auth).await? else {
            break;
        };
        let (auth, mailer) = (auth.clone(), Arc::clone(mailer));
        under_way.spawn(async move {
            if let Err(error) = deliver(&auth, &mailer, &mail).await {
                // Delivered or not, the row does not say: it is tried again when the lease is over.
                tracing::error!(%error, id = mail.id, "the outbox cannot be written");
            }
        });
    }
    Ok(())
}

/// Answers and delivers everything that is due, one mail at a time, and says how many mails that were: for
/// tests, which have no worker.
///
/// # Errors
/// Where the database cannot be asked.
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
        Err(Refusal { error, is_permanent }) => outbox::mark_refused(auth, mail, &error, is_permanent).await,
    }
}
