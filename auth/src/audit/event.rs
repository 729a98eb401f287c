//! Events, and the listeners that follow them: Django's signals.
//!
//! An event is written into the audit log in the transaction that it belongs to. Then each [`Listener`] is called, in a savepoint of
//! its own: what a listener writes is committed with the event or not at all, and a listener that fails rolls back its own writes
//! and nothing else.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use async_trait::async_trait;
use entity::user;
use futures_util::FutureExt;
use sea_orm::{DatabaseTransaction, TransactionTrait};
use time::OffsetDateTime;
use tokio::time::timeout;

use super::{EventKind, Origin, log};
use crate::{Auth, Error};

/// A listener that takes longer is cancelled: it blocks the request, and the database's writer.
const LISTENER_TIMEOUT: Duration = Duration::from_secs(2);

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// To whom: the account as it was before, with the address that is to be told. `None` where there is no such account.
    pub affected: Option<AffectedUser>,
    /// By whom, and from where.
    pub origin: Origin,
    /// When.
    pub at: OffsetDateTime,
}

/// The user whom an event is about: what an entry and a mail need of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AffectedUser {
    /// Primary key.
    pub id: i64,
    /// As shown.
    pub username: String,
    /// As shown; `None` where there is no address.
    pub email: Option<String>,
}

impl From<&user::Model> for AffectedUser {
    fn from(user: &user::Model) -> Self {
        Self {
            id: user.id,
            username: user.username.clone(),
            email: (!user.email.is_empty()).then(|| user.email.clone()),
        }
    }
}

/// Follows events. A fork adds its own beside those of [`crate::mail::security_notifications`], where the server puts its state
/// together.
#[async_trait]
pub trait Listener: Send + Sync {
    /// By which the log knows it.
    fn name(&self) -> &'static str;

    /// Is this event of interest? Asked first, because each call costs a savepoint.
    fn wants(&self, _kind: &EventKind) -> bool {
        true
    }

    /// Handles an event, inside its transaction. Write rows here, a mail into the outbox for example, and leave slow work to
    /// whatever reads them.
    ///
    /// # Errors
    /// Any: the error is logged, the savepoint is rolled back, and the request continues.
    async fn on_event(&self, auth: &Auth, db: &DatabaseTransaction, event: &Event) -> Result<(), Error>;
}

/// All listeners, in the order in which they are called.
pub type Listeners = Arc<[Arc<dyn Listener>]>;

impl Auth {
    /// Records an event in the transaction in which it happens, and calls the listeners.
    ///
    /// # Errors
    /// Where the audit log cannot be written; the caller rolls back. A listener's failure is no error.
    pub async fn record(
        &self,
        transaction: &DatabaseTransaction,
        kind: EventKind,
        affected: Option<AffectedUser>,
        origin: &Origin,
    ) -> Result<(), Error> {
        let event = Event {
            kind,
            affected,
            origin: origin.clone(),
            at: self.clock.now(),
        };
        log::append(transaction, &event).await?;
        for listener in self
            .listeners
            .iter()
            .filter(|listener| listener.wants(&event.kind))
        {
            if let Err(error) = notify(listener.as_ref(), self, transaction, &event).await {
                let (listener, event) = (listener.name(), event.kind.code());
                tracing::error!(%error, listener, event, "a listener failed");
            }
        }
        Ok(())
    }

    /// [`Auth::record`] for what has no transaction of its own, such as a failed log-in.
    ///
    /// # Errors
    /// As `record`.
    pub async fn record_alone(
        &self,
        kind: EventKind,
        affected: Option<AffectedUser>,
        origin: &Origin,
    ) -> Result<(), Error> {
        let transaction = self.db.begin().await?;
        self.record(&transaction, kind, affected, origin).await?;
        self.commit(transaction).await
    }
}

async fn notify(
    listener: &dyn Listener,
    auth: &Auth,
    transaction: &DatabaseTransaction,
    event: &Event,
) -> Result<(), Error> {
    let savepoint = transaction.begin().await?;
    let outcome = AssertUnwindSafe(timeout(
        LISTENER_TIMEOUT,
        listener.on_event(auth, &savepoint, event),
    ));
    let result = match outcome.catch_unwind().await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(Error::Internal("the listener took too long".into())),
        Err(_) => Err(Error::Internal("the listener panicked".into())),
    };
    match result {
        Ok(()) => savepoint.commit().await?,
        Err(_) => savepoint.rollback().await?,
    }
    result
}
