//! The authentication context of sessions and audit entries: all methods of a session with their times, the credential of a request, and
//! the impersonated user.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer_null, string_len_null, text_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Table and column.
const COLUMNS: [(&str, &str); 3] = [
    ("sessions", "methods"),
    ("audit_log", "impersonated_id"),
    ("audit_log", "credential"),
];
const INDEX: &str = "audit_log_impersonated_id_id_idx";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            let definition = match column {
                "methods" => text_null(column),
                "impersonated_id" => big_integer_null(column),
                _ => string_len_null(column, 16),
            };
            let alter = Table::alter().table(table).add_column(definition).to_owned();
            manager.alter_table(alter).await?;
        }
        // The log of a user contains the actions of impersonators.
        let index = Index::create()
            .name(INDEX)
            .table("audit_log")
            .col("impersonated_id")
            .col("id")
            .to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name(INDEX).table("audit_log").to_owned();
        manager.drop_index(index).await?;
        for (table, column) in COLUMNS {
            let alter = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(alter).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
