//! Fills an empty database as fast as possible.

use auth::{Database, authorization::permissions};
use contract::{permission::Catalogue, role::Role};
use demo::{
    entity::{project, project_user_permission},
    permission::project::VIEW,
};
use entity::{group, permission, user, user_group};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, EntityTrait, QueryFilter, TransactionTrait,
};
use time::macros::datetime;

use crate::{Result, people, progress::Progress};

/// The users per statement: eighteen values each, of SQLite's maximum of 32,766.
const USERS_PER_STATEMENT: i64 = 1_000;
/// The statements per transaction.
const STATEMENTS_PER_TRANSACTION: i64 = 250;

/// The permissions of the core and of the example domain.
pub(crate) fn catalogue() -> Catalogue {
    Catalogue::new([demo::permission::DECLARATION])
}

/// Migrates and fills the database at `url`.
pub(crate) async fn fill(engine: &str, url: &str, users: i64) -> Result {
    let db = Database::connect_for_migrations(url).await.map_err(text)?;
    if db.get_database_backend() == DbBackend::Sqlite {
        // Rows arrive in random order, so every index is written all over. With a cache of two megabytes, each row would cause several
        // reads.
        db.execute_unprepared("PRAGMA cache_size = -500000; PRAGMA synchronous = OFF")
            .await
            .map_err(text)?;
    }
    migration::up(&db, migration::with(demo::migrations::migrations()))
        .await
        .map_err(text)?;
    let catalogue = catalogue();
    permissions::synchronise(&db, &catalogue).await.map_err(text)?;
    permissions::seed_roles(&db, &catalogue).await.map_err(text)?;
    let known = Keys::read(&db).await.map_err(text)?;
    let mut progress = Progress::new(format!("{engine}: users"), users);
    let mut next = 1;
    while next <= users {
        let transaction = db.begin().await.map_err(text)?;
        for _ in 0..STATEMENTS_PER_TRANSACTION {
            let end = (next + USERS_PER_STATEMENT).min(users + 1);
            if next < end {
                known.insert(&transaction, next, end).await.map_err(text)?;
                next = end;
                progress.at(next - 1);
            }
        }
        transaction.commit().await.map_err(text)?;
    }
    progress.finish();
    // What a database in use does on its own: `optimize` on SQLite, autovacuum on PostgreSQL.
    let statement = match db.get_database_backend() {
        DbBackend::Postgres => "VACUUM ANALYZE",
        _ => "ANALYZE",
    };
    eprintln!("{engine}: {statement}");
    db.execute_unprepared(statement).await.map_err(text)?;
    db.close().await.map_err(text)
}

/// The keys of existing rows.
struct Keys {
    groups: Vec<(Role, i64)>,
    view_project: i64,
}

impl Keys {
    async fn read(db: &DatabaseConnection) -> std::result::Result<Self, DbErr> {
        let found = group::Entity::find().all(db).await?;
        let of = |role: Role| {
            found
                .iter()
                .find(|group| group.name == role.group())
                .map(|group| (role, group.id))
        };
        let codename = VIEW.name().rsplit('.').next().unwrap_or_default();
        let view = permission::Entity::find()
            .filter(permission::Column::Codename.eq(codename))
            .one(db)
            .await?;
        Ok(Self {
            groups: Role::ALL.into_iter().filter_map(of).collect(),
            view_project: view
                .ok_or_else(|| DbErr::RecordNotFound(VIEW.name().to_owned()))?
                .id,
        })
    }

    /// Inserts the users of a range of keys with their groups. Every tenth user gets a project that is shared with another user.
    async fn insert(&self, db: &DatabaseTransaction, from: i64, end: i64) -> std::result::Result<(), DbErr> {
        user::Entity::insert_many((from..end).map(people::person))
            .exec_without_returning(db)
            .await?;
        let memberships = (from..end).flat_map(|id| people::roles(id).map(move |role| (id, role)));
        let memberships = memberships.filter_map(|(user_id, role)| {
            let (_, group_id) = self.groups.iter().find(|(held, _)| *held == role)?;
            Some(user_group::ActiveModel {
                user_id: Set(user_id),
                group_id: Set(*group_id),
                expires_at: Set(None),
            })
        });
        user_group::Entity::insert_many(memberships)
            .exec_without_returning(db)
            .await?;
        let owners = (from..end).filter(|id| id % 10 == 0);
        project::Entity::insert_many(owners.clone().map(|id| project::ActiveModel {
            id: Set(id),
            owner_id: Set(id),
            name: Set(format!("Project {id}")),
            description: Set("What has to be done, by whom, and until when.".to_owned()),
            created_at: Set(datetime!(2026-11-01 12:00 UTC)),
            ..Default::default()
        }))
        .exec_without_returning(db)
        .await?;
        let grants = owners.map(|id| project_user_permission::ActiveModel {
            project_id: Set(id),
            user_id: Set(shared_with(id)),
            permission_id: Set(self.view_project),
        });
        project_user_permission::Entity::insert_many(grants)
            .exec_without_returning(db)
            .await
            .map(drop)
    }
}

/// The user with whom a project is shared: the one before its owner.
pub(crate) fn shared_with(project: i64) -> i64 {
    project - 1
}

pub(crate) fn text(error: impl ToString) -> String {
    error.to_string()
}
