//! `migrate` and `clearsessions`, and the database that every other command starts from.

use std::{fs::File, path::Path};

use app::ssr::Assets;
use auth::{Auth, Clock, Database, groups, housekeeping, permissions};
use clap::Subcommand;
use leptos::config::LeptosOptions;

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
            let db = connect(config).await?;
            let _lock = lock(config)?;
            migration::down(db.writer())
                .await
                .map_err(|error| error.to_string())?;
            println!("The last step has been taken back.");
        }
        Direction::Status => {
            let db = connect(config).await?;
            for state in migration::status(db.reader())
                .await
                .map_err(|error| error.to_string())?
            {
                println!("[{}] {}", if state.is_applied { 'X' } else { ' ' }, state.name);
            }
        }
    }
    Ok(())
}

/// Applies all steps, then makes every declared permission and the three groups exist.
pub(super) async fn migrate_up(config: &Config, db: &Database) -> CliResult {
    let _lock = lock(config)?;
    migration::up(db.writer())
        .await
        .map_err(|error| format!("the migration failed: {error}"))?;
    permissions::synchronise(db.writer())
        .await
        .map_err(|error| error.to_string())?;
    groups::ensure_roles(db.writer())
        .await
        .map_err(|error| error.to_string())
}

pub(super) async fn clear_sessions(config: Config) -> CliResult {
    let auth = auth(config).await?;
    let removed = housekeeping::clear_sessions(&auth)
        .await
        .map_err(|error| error.to_string())?;
    println!("Removed {removed} expired sessions.");
    Ok(())
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
    if !migration::is_current(db.reader())
        .await
        .map_err(|error| error.to_string())?
    {
        return Err("the database is not in order: run `server migrate` first".to_owned());
    }
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
