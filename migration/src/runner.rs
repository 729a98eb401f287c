//! Runs migrations, one process at a time, and reports whether the schema is current.

use std::sync::Arc;

use sea_orm_migration::{
    MigratorTraitSelf,
    prelude::*,
    sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Statement, TransactionTrait},
    seaql_migrations,
};

/// The key of the advisory lock. Arbitrary, but the same for every replica.
const LOCK: i64 = 0x0070_6f72_7469_636f; // "portico"

/// A migration and whether it has been applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The name of the migration.
    pub name: String,
    /// Whether the migration has been applied.
    pub is_applied: bool,
}

/// Applies all pending migrations. The connection should have no statement timeout, because a migration may take long.
///
/// # Errors
/// The error of the migration that failed.
///
/// On PostgreSQL, an advisory lock makes a second replica wait until there is nothing left to do. A SQLite file is used by one process, and
/// each migration is a transaction.
pub async fn up(db: &DatabaseConnection, steps: Vec<Box<dyn MigrationTrait>>) -> Result<(), DbErr> {
    run_locked(db, &Migrator::new(steps), Direction::Up).await
}

/// Reverts the last migration that has been applied.
pub async fn down(db: &DatabaseConnection, steps: Vec<Box<dyn MigrationTrait>>) -> Result<(), DbErr> {
    run_locked(db, &Migrator::new(steps), Direction::Down).await
}

/// Whether each migration has been applied, in order.
pub async fn status(db: &DatabaseConnection, steps: &[Box<dyn MigrationTrait>]) -> Result<Vec<State>, DbErr> {
    let applied = applied(db).await?;
    Ok(steps
        .iter()
        .map(|step| State {
            name: step.name().to_owned(),
            is_applied: applied.iter().any(|name| name == step.name()),
        })
        .collect())
}

/// The state of the schema relative to this binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaStatus {
    /// Migrations are pending.
    Behind,
    /// The schema matches this binary.
    Current,
    /// A newer binary has applied migrations that this one does not know, as during a rolling upgrade.
    Ahead,
}

/// The state of the schema relative to these migrations. Cheap enough for a health check, and read-only, so that the role needs no further
/// privileges.
pub async fn schema_status(
    db: &DatabaseConnection,
    steps: &[Box<dyn MigrationTrait>],
) -> Result<SchemaStatus, DbErr> {
    let applied = applied(db).await?;
    let is_applied = |name: &str| applied.iter().any(|applied| applied == name);
    Ok(if steps.iter().any(|step| !is_applied(step.name())) {
        SchemaStatus::Behind
    } else if applied.len() > steps.len() {
        SchemaStatus::Ahead
    } else {
        SchemaStatus::Current
    })
}

/// The names of the applied migrations; empty if the migration table is missing.
async fn applied(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    // The library's own query would create the table.
    if !SchemaManager::new(db).has_table("seaql_migrations").await? {
        return Ok(Vec::new());
    }
    let models = seaql_migrations::Entity::find().all(db).await?;
    Ok(models.into_iter().map(|model| model.version).collect())
}

/// Adapts the list to the library, which asks for it more than once.
struct Migrator(Vec<Arc<dyn MigrationTrait>>);

impl Migrator {
    fn new(steps: Vec<Box<dyn MigrationTrait>>) -> Self {
        Self(steps.into_iter().map(Arc::from).collect())
    }
}

impl MigratorTraitSelf for Migrator {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        self.0
            .iter()
            .map(|step| Box::new(Shared(Arc::clone(step))) as Box<dyn MigrationTrait>)
            .collect()
    }
}

/// A migration of the shared list.
struct Shared(Arc<dyn MigrationTrait>);

impl MigrationName for Shared {
    fn name(&self) -> &str {
        self.0.name()
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Shared {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.down(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        self.0.use_transaction()
    }
}

#[derive(Clone, Copy)]
enum Direction {
    Up,
    Down,
}

async fn run_locked(db: &DatabaseConnection, migrator: &Migrator, direction: Direction) -> Result<(), DbErr> {
    // The lock is held by a transaction on its own connection and released with it, even if the process is killed.
    let lock = if db.get_database_backend() == DbBackend::Postgres {
        let lock = db.begin().await?;
        // Waiting for another replica's migration is not a slow query.
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
        Direction::Up => migrator.up(db, None).await?,
        Direction::Down => migrator.down(db, Some(1)).await?,
    }
    if let Some(lock) = lock {
        lock.commit().await?;
    }
    Ok(())
}
