//! Removes expired rows: Django's `clearsessions`, in batches.
//!
//! Each batch is one statement that finds its rows by an index and locks only these; on PostgreSQL replicas skip each
//! other's rows. The server runs it in the background (`server/src/housekeeping.rs`), the command at once.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use time::Duration;

use crate::{Auth, Error};

/// A delivered mail is kept this long, without its text, to say that it was; one that was given up, for another try.
const MAIL_KEPT: Duration = Duration::days(30);
/// As long as browsers keep a cookie: the device is not recognised afterwards.
const DEVICES_KEPT: Duration = Duration::days(400);
/// Most rows that one statement removes: it holds SQLite's only writer, and locks on PostgreSQL, no longer than a form does.
pub const BATCH: u64 = 500;

/// The kinds of rows that expire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expired {
    /// Sessions, from the second on in which they end.
    Sessions,
    /// Links of mails.
    Tokens,
    /// Mails that were delivered.
    SentMails,
    /// Mails that were given up.
    FailedMails,
    /// Log-ins at a provider that were not finished.
    OauthFlows,
    /// Browsers that a user has not logged in with for as long as a cookie lasts.
    Devices,
}

impl Expired {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Sessions,
        Self::Tokens,
        Self::SentMails,
        Self::FailedMails,
        Self::OauthFlows,
        Self::Devices,
    ];

    /// Table, key, the indexed column by which rows are found, and the age from which on they are removed.
    const fn key_and_index(self) -> (&'static str, &'static str, &'static str, Duration) {
        match self {
            Self::Sessions => ("sessions", "id_hash", "expires_at", Duration::ZERO),
            Self::Tokens => ("one_time_tokens", "id", "expires_at", Duration::ZERO),
            Self::SentMails => ("outbox", "id", "sent_at", MAIL_KEPT),
            Self::FailedMails => ("outbox", "id", "failed_at", MAIL_KEPT),
            Self::OauthFlows => ("oauth_flows", "state_digest", "expires_at", Duration::ZERO),
            Self::Devices => ("known_devices", "user_id, digest", "last_seen_at", DEVICES_KEPT),
        }
    }

    /// The query for the keys of one batch, oldest first. `$1` is the time from which on rows are kept. Django: a link exactly as
    /// old as allowed is not too old.
    #[must_use]
    pub fn batch_query(self) -> String {
        let (table, key, column, _) = self.key_and_index();
        let until = if self == Self::Sessions { "<=" } else { "<" };
        format!("SELECT {key} FROM {table} WHERE {column} {until} $1 ORDER BY {column} LIMIT {BATCH}")
    }
}

/// Removes at most [`BATCH`] rows, and says how many: fewer means that no more are left.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn clear_batch(auth: &Auth, what: Expired) -> Result<u64, Error> {
    let db = auth.db.writer();
    let backend = db.get_database_backend();
    let skip = if backend == DbBackend::Postgres {
        " FOR UPDATE SKIP LOCKED"
    } else {
        ""
    };
    let (table, key, _, age) = what.key_and_index();
    let chosen = what.batch_query();
    let sql = format!("DELETE FROM {table} WHERE ({key}) IN ({chosen}{skip})");
    let before = auth.clock.now() - age;
    let statement = Statement::from_sql_and_values(backend, sql, [before.into()]);
    Ok(db.execute_raw(statement).await?.rows_affected())
}

/// Removes sessions, links, mails and devices that are past use, and says how many rows that were.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn clear_expired(auth: &Auth) -> Result<u64, Error> {
    let mut removed = 0;
    for what in Expired::ALL {
        removed += clear(auth, what).await?;
    }
    Ok(removed)
}

/// Removes sessions that have expired and says how many.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn clear_sessions(auth: &Auth) -> Result<u64, Error> {
    clear(auth, Expired::Sessions).await
}

async fn clear(auth: &Auth, what: Expired) -> Result<u64, Error> {
    let mut removed = 0;
    loop {
        let batch = clear_batch(auth, what).await?;
        removed += batch;
        if batch < BATCH {
            return Ok(removed);
        }
    }
}
