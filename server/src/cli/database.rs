//! `migrate` and `clearsessions`, and the database connection that the other commands share.

use std::{fs::File, path::Path};

use auth::{
    Auth, Clock, Database,
    authorization::{groups, permissions},
    housekeeping,
};
use clap::Subcommand;
use migration::{MigrationTrait, SchemaStatus};
use sea_orm::DatabaseConnection;

use super::CliResult;
use crate::{
    config::Config,
    domains::{self, domains, migrations},
    state,
};

#[derive(Clone, Copy, Subcommand)]
pub(super) enum Direction {
    /// Apply pending migrations (the default), create declared permissions, and create missing role groups.
    Up,
    /// Revert the last migration.
    Down,
    /// List the migrations and whether each has been applied.
    Status,
}

pub(super) async fn migrate(config: &Config, direction: Option<Direction>) -> CliResult {
    match direction.unwrap_or(Direction::Up) {
        Direction::Up => {
            let db = connect(config).await?;
            migrate_up(config, &db).await?;
            println!("The database is up to date.");
        }
        Direction::Down => {
            let _lock = lock(config)?;
            let db = connect_for_migrations(config).await?;
            migration::down(&db, all_migrations()).await.map_err(to_message)?;
            println!("The last migration has been reverted.");
        }
        Direction::Status => {
            let db = connect(config).await?;
            for state in migration::status(db.reader(), &all_migrations())
                .await
                .map_err(to_message)?
            {
                println!("[{}] {}", if state.is_applied { 'X' } else { ' ' }, state.name);
            }
        }
    }
    Ok(())
}

/// Applies all pending migrations, then creates missing permissions and role groups.
pub(super) async fn migrate_up(config: &Config, db: &Database) -> CliResult {
    let _lock = lock(config)?;
    let migrator = connect_for_migrations(config).await?;
    migration::up(&migrator, all_migrations())
        .await
        .map_err(|error| format!("the migration failed: {error}"))?;
    migrator.close().await.map_err(to_message)?;
    permissions::synchronise(db.writer(), &domains::permissions(&domains()))
        .await
        .map_err(to_message)?;
    groups::ensure_roles(db.writer()).await.map_err(to_message)
}

pub(super) async fn clear_sessions(config: Config) -> CliResult {
    let auth = auth(config).await?;
    let removed = housekeeping::clear_expired(&auth).await.map_err(to_message)?;
    println!("Removed {removed} rows of expired sessions, links, mails and devices.");
    Ok(())
}

fn to_message(error: impl ToString) -> String {
    error.to_string()
}

/// Returns an error that says what to do if the schema does not match this binary.
pub(super) async fn require_current(db: &Database) -> CliResult {
    match migration::schema_status(db.reader(), &all_migrations())
        .await
        .map_err(to_message)?
    {
        SchemaStatus::Current => Ok(()),
        SchemaStatus::Behind => {
            Err("the database has pending migrations: run `server migrate` first".to_owned())
        }
        SchemaStatus::Ahead => Err("the database is newer than this binary: run the newer binary".to_owned()),
    }
}

async fn connect_for_migrations(config: &Config) -> Result<DatabaseConnection, String> {
    let connection = Database::connect_for_migrations(&config.database_url).await;
    connection.map_err(|error| format!("cannot open the database: {error}"))
}

/// Connects. The error does not contain the URL, which may hold a password.
pub(super) async fn connect(config: &Config) -> Result<Database, String> {
    Database::connect(&config.database_url)
        .await
        .map_err(|error| format!("cannot open the database: {error}"))
}

/// Connects to a database whose schema is current, and returns the account services on it.
pub(super) async fn auth(config: Config) -> Result<Auth, String> {
    let db = connect(&config).await?;
    require_current(&db).await?;
    Ok(state::auth(&config, db, Clock::system()))
}

fn all_migrations() -> Vec<Box<dyn MigrationTrait>> {
    migrations(&domains())
}

/// Locks a SQLite file, so that two processes do not migrate it at once. On PostgreSQL, the migration runner holds an advisory lock
/// instead.
fn lock(config: &Config) -> Result<Option<File>, String> {
    let Some(path) = auth::database::sqlite_path(&config.database_url) else {
        return Ok(None);
    };
    let path = Path::new(path).with_extension("migrate-lock");
    let error = |cause: std::io::Error| format!("cannot lock {}: {cause}", path.display());
    let file = File::create(&path).map_err(error)?;
    file.lock().map_err(error)?;
    Ok(Some(file))
}
