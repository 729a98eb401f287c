//! `migrate` and `clearsessions`, and the database that every other command starts from.

use std::{fs::File, path::Path};

use app::ssr::Assets;
use auth::{
    Auth, Clock, Database,
    authorization::{groups, permissions},
    housekeeping,
};
use clap::Subcommand;
use leptos::config::LeptosOptions;
use migration::SchemaStatus;
use sea_orm::DatabaseConnection;

use super::CliResult;
use crate::{config::Config, state::AppState};

#[derive(Clone, Copy, Subcommand)]
pub(super) enum Direction {
    /// Apply what is pending (the default), synchronise permissions, and make the three groups where they are missing.
    Up,
    /// Take the last step back.
    Down,
    /// List the steps and whether they have been applied.
    Status,
}

pub(super) async fn migrate(config: &Config, direction: Option<Direction>) -> CliResult {
    match direction.unwrap_or(Direction::Up) {
        Direction::Up => {
            let db = connect(config).await?;
            migrate_up(config, &db).await?;
            println!("The database is in order.");
        }
        Direction::Down => {
            let _lock = lock(config)?;
            let db = connect_for_migrations(config).await?;
            migration::down(&db).await.map_err(text)?;
            println!("The last step has been taken back.");
        }
        Direction::Status => {
            let db = connect(config).await?;
            for state in migration::status(db.reader()).await.map_err(text)? {
                println!("[{}] {}", if state.is_applied { 'X' } else { ' ' }, state.name);
            }
        }
    }
    Ok(())
}

/// Applies all steps, then makes every declared permission and the three groups exist.
pub(super) async fn migrate_up(config: &Config, db: &Database) -> CliResult {
    let _lock = lock(config)?;
    let patient = connect_for_migrations(config).await?;
    migration::up(&patient)
        .await
        .map_err(|error| format!("the migration failed: {error}"))?;
    patient.close().await.map_err(text)?;
    permissions::synchronise(db.writer()).await.map_err(text)?;
    groups::ensure_roles(db.writer()).await.map_err(text)
}

pub(super) async fn clear_sessions(config: Config) -> CliResult {
    let auth = auth(config).await?;
    let removed = housekeeping::clear_expired(&auth).await.map_err(text)?;
    println!("Removed {removed} rows of expired sessions, links, mails and devices.");
    Ok(())
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

/// Says what to do where the database is not the one that this binary was made for.
pub(super) async fn require_current(db: &Database) -> CliResult {
    match migration::schema_status(db.reader()).await.map_err(text)? {
        SchemaStatus::Current => Ok(()),
        SchemaStatus::Behind => Err("the database is not in order: run `server migrate` first".to_owned()),
        SchemaStatus::Ahead => Err("the database is newer than this binary: start the newer one".to_owned()),
    }
}

async fn connect_for_migrations(config: &Config) -> Result<DatabaseConnection, String> {
    let connection = Database::connect_for_migrations(&config.database_url).await;
    connection.map_err(|error| format!("cannot open the database: {error}"))
}

/// Connects, or says why not without saying the password in the address.
pub(super) async fn connect(config: &Config) -> Result<Database, String> {
    Database::connect(&config.database_url)
        .await
        .map_err(|error| format!("cannot open the database: {error}"))
}

/// The rules on a database that is in order; otherwise a sentence that says what to do.
pub(super) async fn auth(config: Config) -> Result<Auth, String> {
    let db = connect(&config).await?;
    require_current(&db).await?;
    let no_assets = Assets {
        style: String::new(),
        script: String::new(),
        wasm: String::new(),
        reload: None,
    };
    let leptos = LeptosOptions::builder().output_name("portico").build();
    Ok(AppState::new(config, db, Clock::system(), no_assets, leptos).auth)
}

/// Two processes must not migrate one SQLite file at once. PostgreSQL has a lock of its own for that.
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
