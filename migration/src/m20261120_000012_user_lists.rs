//! Indexes for the user list: for prefix searches, and for filters in the order of the page.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        collate(manager, "C").await?;
        for columns in INDEXES {
            let mut index = Index::create();
            index.name(name(columns)).table("users");
            for column in columns {
                index.col(column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for columns in INDEXES {
            let index = Index::drop().name(name(columns)).table("users").to_owned();
            manager.drop_index(index).await?;
        }
        collate(manager, "default").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const INDEXES: [[&str; 2]; 5] = [
    ["first_name", "username_canonical"],
    ["last_name", "username_canonical"],
    ["is_active", "username_canonical"],
    ["is_staff", "username_canonical"],
    ["is_superuser", "username_canonical"],
];

/// The columns of the prefix search, with their types.
const SEARCHED: [(&str, &str); 4] = [
    ("username_canonical", "varchar"),
    ("email_canonical", "varchar"),
    ("first_name", "varchar(150)"),
    ("last_name", "varchar(150)"),
];

fn name(columns: [&str; 2]) -> String {
    format!("users_{}_idx", columns.join("_"))
}

/// A prefix search uses an index range scan only if texts are sorted by code point. SQLite does so by default, PostgreSQL only if the
/// database or the column specifies it.
async fn collate(manager: &SchemaManager<'_>, collation: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let changes =
        SEARCHED.map(|(column, kind)| format!("ALTER COLUMN {column} TYPE {kind} COLLATE \"{collation}\""));
    let sql = format!("ALTER TABLE users {}", changes.join(", "));
    manager.get_connection().execute_unprepared(&sql).await.map(drop)
}
