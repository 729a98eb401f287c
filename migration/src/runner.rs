//! Running the steps: one process at a time, and with an answer to "is this database in order?".

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Statement, TransactionTrait},
    seaql_migrations,
};

use crate::Migrator;

/// Any number does, as long as every replica uses the same: it names the lock.
const LOCK: i64 = 0x0070_6f72_7469_636f; // "portico"

/// A step and whether it has run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The step's file name.
    pub name: String,
    /// Has it run?
    pub is_applied: bool,
}

/// Applies all pending steps. The connection should have no statement time-out: a step may take long. On PostgreSQL an advisory lock makes a second replica wait and then find nothing to
/// do; a SQLite file belongs to one process, whose steps are transactions of their own.
pub async fn up(db: &DatabaseConnection) -> Result<(), DbErr> {
    locked(db, Direction::Up).await
}

/// Takes the last step back.
pub async fn down(db: &DatabaseConnection) -> Result<(), DbErr> {
    locked(db, Direction::Down).await
}

/// Every step, oldest first.
pub async fn status(db: &DatabaseConnection) -> Result<Vec<State>, DbErr> {
    let applied = applied(db).await?;
    Ok(Migrator::migrations()
        .iter()
        .map(|step| State {
            name: step.name().to_owned(),
            is_applied: applied.iter().any(|a| a == step.name()),
        })
        .collect())
}

/// How the database stands to this binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaStatus {
    /// Steps are pending.
    Behind,
    /// Every step has run, and no other.
    Current,
    /// A newer binary has run steps that this one does not know: a rolling upgrade is under way.
    Ahead,
}

/// How the database stands. Cheap enough for a health check, and it only reads: the role may own nothing.
pub async fn schema_status(db: &DatabaseConnection) -> Result<SchemaStatus, DbErr> {
    let applied = applied(db).await?;
    let known: Vec<String> = Migrator::migrations()
        .iter()
        .map(|step| step.name().to_owned())
        .collect();
    Ok(if known.iter().any(|step| !applied.contains(step)) {
        SchemaStatus::Behind
    } else if applied.len() > known.len() {
        SchemaStatus::Ahead
    } else {
        SchemaStatus::Current
    })
}

/// Names of the steps that have run; empty where even the table of steps is missing.
async fn applied(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    // The library's own look-up would make the table where it is missing.
    if !SchemaManager::new(db).has_table("seaql_migrations").await? {
        return Ok(Vec::new());
    }
    let models = seaql_migrations::Entity::find().all(db).await?;
    Ok(models.into_iter().map(|model| model.version).collect())
}

#[derive(Clone, Copy)]
enum Direction {
    Up,
    Down,
}

async fn locked(db: &DatabaseConnection, direction: Direction) -> Result<(), DbErr> {
    // The lock lives in a transaction of its own, on a connection of its own, and goes with it: a killed process
    // leaves no lock behind.
    let lock = if db.get_database_backend() == DbBackend::Postgres {
        let lock = db.begin().await?;
        // Waiting for a long migration elsewhere is no slow query.
        lock.execute_unprepared("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
            .await?;
        let statement = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_advisory_xact_lock($1)",
            [LOCK.into()],
        );
        lock.execute_raw(statement).await?;
        Some(lock)
    } else {
        None
    };
    match direction {
        Direction::Up => Migrator::up(db, None).await?,
        Direction::Down => Migrator::down(db, Some(1)).await?,
    }
    if let Some(lock) = lock {
        lock.commit().await?;
    }
    Ok(())
}
