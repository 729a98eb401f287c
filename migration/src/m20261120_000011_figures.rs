//! What the dashboards count is a range of an index, however many rows there are.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// "Who signed up this month?" and "which mails were given up this week?"
const INDEXES: [(&str, &str); 2] = [("users", "date_joined"), ("outbox", "failed_at")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in INDEXES {
            let index = Index::create()
                .name(format!("{table}_{column}_idx"))
                .table(table)
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in INDEXES {
            let index = Index::drop()
                .name(format!("{table}_{column}_idx"))
                .table(table)
                .to_owned();
            manager.drop_index(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
