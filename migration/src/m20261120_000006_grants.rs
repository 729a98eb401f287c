//! Permissions that were made at run time, memberships that end, and grants on single projects.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, boolean, timestamp_with_time_zone_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let custom = boolean("is_custom").default(false).to_owned();
        manager
            .alter_table(Table::alter().table("permissions").add_column(custom).to_owned())
            .await?;
        let expiry = timestamp_with_time_zone_null("expires_at");
        manager
            .alter_table(Table::alter().table("user_groups").add_column(expiry).to_owned())
            .await?;
        for (table, holder, holder_table) in HOLDERS {
            manager.create_table(grants(table, holder, holder_table)).await?;
            let index = Index::create()
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
        for (table, column) in [("user_groups", "expires_at"), ("permissions", "is_custom")] {
            manager
                .alter_table(Table::alter().table(table).drop_column(column).to_owned())
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Table, column and table of who holds the grant.
const HOLDERS: [(&str, &str, &str); 2] = [
    ("project_user_permissions", "user_id", "users"),
    ("project_group_permissions", "group_id", "groups"),
];

/// One grant a row; it goes with the project, with the holder, and with the permission.
fn grants(table: &'static str, holder: &'static str, holder_table: &'static str) -> TableCreateStatement {
    let mut create = Table::create();
    create.table(table);
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
