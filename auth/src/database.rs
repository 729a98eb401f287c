//! The two ways to the database: one writer and many readers on SQLite, one pool for both on PostgreSQL.
//!
//! SQLite has one writer whatever a program does; a queue in front of it (a pool of one) waits in order, where
//! competing connections would poll a lock. WAL lets the readers read on meanwhile.

use std::{path::Path, time::Duration};

use sea_orm::{
    ConnectOptions, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};

/// How long a request waits for a connection before it answers 503.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);
/// How long one statement may take; a hanging database must not hang its callers.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(5);
/// A statement slower than this is worth a line in the log.
const SLOW: Duration = Duration::from_millis(250);
const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 10;

/// A handle on the database; cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
}

impl Database {
    /// Connects to `sqlite://path` (created where missing, with its folder) or `postgres://…`.
    ///
    /// # Errors
    /// Where the database cannot be reached, or its folder cannot be created.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        if let Some(path) = sqlite_path(url) {
            if let Some(folder) = Path::new(path).parent() {
                std::fs::create_dir_all(folder).map_err(|error| {
                    DbErr::Custom(format!("cannot create the folder {}: {error}", folder.display()))
                })?;
            }
            // The file is made by the writer, so it has to come first.
            let writer = sea_orm::Database::connect(sqlite(path, 1)).await?;
            let reader = sea_orm::Database::connect(sqlite(path, READERS)).await?;
            Ok(Self { writer, reader })
        } else {
            let pool = sea_orm::Database::connect(postgres(url)).await?;
            Ok(Self {
                writer: pool.clone(),
                reader: pool,
            })
        }
    }

    /// A connection for migrations, which may take as long as they take: no statement time-out, and a pool that has
    /// room for the lock beside the work.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn connect_for_migrations(url: &str) -> Result<DatabaseConnection, DbErr> {
        let options = match sqlite_path(url) {
            Some(path) => sqlite(path, 1),
            None => common(url, 2),
        };
        sea_orm::Database::connect(options).await
    }

    /// For queries that change nothing.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For a single statement that changes something. Several of them belong together: use [`Self::begin`].
    #[must_use]
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Closes every connection; SQLite writes its log back into the file.
    ///
    /// # Errors
    /// Where a connection cannot be closed.
    pub async fn close(self) -> Result<(), DbErr> {
        self.reader.close().await?;
        self.writer.close().await
    }

    /// Starts a transaction that will write. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`): one that
    /// reads first and writes later fails instead of waiting when another has written in between.
    ///
    /// # Errors
    /// Where no connection becomes free in time.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let sqlite_transaction_mode = (self.writer.get_database_backend() == DbBackend::Sqlite)
            .then_some(SqliteTransactionMode::Immediate);
        self.writer
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode,
                ..Default::default()
            })
            .await
    }
}

/// The path in `sqlite://path` or `sqlite:path`, without the options that some tools append.
#[must_use]
pub fn sqlite_path(url: &str) -> Option<&str> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Some(path.split_once('?').map_or(path, |(path, _)| path))
}

fn sqlite(path: &str, connections: u32) -> ConnectOptions {
    let mut options = common(&format!("sqlite://{path}?mode=rwc"), connections);
    options.map_sqlx_sqlite_opts(|options| {
        options
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: an acknowledged change survives a power cut, not only a crash of the process.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .optimize_on_close(true, None)
    });
    options
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = common(url, POSTGRES_CONNECTIONS);
    options
        .statement_timeout(STATEMENT_TIMEOUT)
        .set_application_name("portico");
    options
}

fn common(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_timeout(ACQUIRE_TIMEOUT)
        .sqlx_logging_level(log::LevelFilter::Debug)
        .sqlx_slow_statements_logging_settings(log::LevelFilter::Warn, SLOW);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sqlite_url_is_a_path() {
        assert_eq!(sqlite_path("sqlite://data/app.db"), Some("data/app.db"));
        assert_eq!(
            sqlite_path("sqlite:///var/lib/app.db?mode=rwc"),
            Some("/var/lib/app.db")
        );
        assert_eq!(sqlite_path("sqlite:app.db"), Some("app.db"));
        assert_eq!(sqlite_path("postgres://localhost/app"), None);
    }
}
