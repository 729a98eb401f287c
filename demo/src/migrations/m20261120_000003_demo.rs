//! Orders and projects: the example domain. A fork that deletes it deletes this step too.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_pk_auto, string_len, text, timestamp_with_time_zone},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("orders")
                    .col(big_pk_auto("id"))
                    .col(big_integer("user_id"))
                    .col(string_len("reference", 100))
                    .col(big_integer("amount_cents"))
                    .col(string_len("status", 16))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(&mut owner("orders", "user_id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("projects")
                    .col(big_pk_auto("id"))
                    .col(big_integer("owner_id"))
                    .col(string_len("name", 150))
                    .col(text("description"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(&mut owner("projects", "owner_id"))
                    .to_owned(),
            )
            .await?;
        // "The latest orders of this user" and "all projects of this user" are index scans.
        for (table, column) in [("orders", "user_id"), ("projects", "owner_id")] {
            let index = Index::create()
                .name(format!("{table}_{column}_created_at_idx"))
                .table(table)
                .col(column)
                .col("created_at")
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("projects").to_owned())
            .await?;
        manager.drop_table(Table::drop().table("orders").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn owner(table: &'static str, column: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, column)
        .to("users", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}
