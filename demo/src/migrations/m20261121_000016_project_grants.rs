//! Grants on single projects.
//!
//! The core's step `m20261120_000006_grants` made these tables before the domain had steps of its own. Where that has happened they are
//! there already, and this step leaves them as they are.

use sea_orm_migration::{prelude::*, schema::big_integer};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, holder, holder_table) in HOLDERS {
            manager.create_table(grants(table, holder, holder_table)).await?;
            let index = Index::create()
                .if_not_exists()
                .name(format!("{table}_{holder}_idx"))
                .table(table)
                .col(holder)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, ..) in HOLDERS {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Table, column and table of the holder of a grant.
const HOLDERS: [(&str, &str, &str); 2] = [
    ("project_user_permissions", "user_id", "users"),
    ("project_group_permissions", "group_id", "groups"),
];

/// One grant a row. It goes with the project, with the holder, and with the permission.
fn grants(table: &'static str, holder: &'static str, holder_table: &'static str) -> TableCreateStatement {
    let mut create = Table::create();
    create.table(table).if_not_exists();
    for (column, target) in [
        ("project_id", "projects"),
        (holder, holder_table),
        ("permission_id", "permissions"),
    ] {
        create.col(big_integer(column)).foreign_key(
            ForeignKey::create()
                .from(table, column)
                .to(target, "id")
                .on_delete(ForeignKeyAction::Cascade),
        );
    }
    create
        .primary_key(Index::create().col("project_id").col(holder).col("permission_id"))
        .to_owned()
}
