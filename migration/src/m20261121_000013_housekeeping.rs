//! Indexes for housekeeping, and the previous id of a session that has changed its id.

use sea_orm_migration::{prelude::*, schema::string_len_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// For the oldest rows. Sessions, links and failed mails are already indexed.
const INDEXES: [(&str, &str); 2] = [("outbox", "sent_at"), ("known_devices", "last_seen_at")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let former = string_len_null("former_id_hash", 64);
        manager
            .alter_table(Table::alter().table("sessions").add_column(former).to_owned())
            .await?;
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
            let name = format!("{table}_{column}_idx");
            manager
                .drop_index(Index::drop().name(name).table(table).to_owned())
                .await?;
        }
        manager
            .alter_table(
                Table::alter()
                    .table("sessions")
                    .drop_column("former_id_hash")
                    .to_owned(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
