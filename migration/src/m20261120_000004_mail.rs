//! Mail: the outbox, mail requests, one-time tokens, and known devices.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_pk_auto, integer, string_len, string_len_null, string_len_uniq, text_null,
        timestamp_with_time_zone, timestamp_with_time_zone_null,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("users")
                    .add_column(timestamp_with_time_zone_null("email_confirmed_at"))
                    .to_owned(),
            )
            .await?;
        for table in [outbox(), mail_requests(), one_time_tokens(), known_devices()] {
            manager.create_table(table).await?;
        }
        for (table, column) in [
            ("outbox", "next_attempt_at"),
            ("one_time_tokens", "user_id"),
            ("one_time_tokens", "expires_at"),
            // For the number of recent mails to an address.
            ("outbox", "to_address"),
        ] {
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
        for table in ["known_devices", "one_time_tokens", "mail_requests", "outbox"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        manager
            .alter_table(
                Table::alter()
                    .table("users")
                    .drop_column("email_confirmed_at")
                    .to_owned(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn outbox() -> TableCreateStatement {
    Table::create()
        .table("outbox")
        .col(big_pk_auto("id"))
        .col(string_len_uniq("message_id", 255))
        .col(string_len("template", 64))
        .col(string_len("to_address", 254))
        .col(string_len("subject", 255))
        .col(text_null("text"))
        .col(text_null("html"))
        .col(timestamp_with_time_zone("created_at"))
        // Null if no attempt is due.
        .col(timestamp_with_time_zone_null("next_attempt_at"))
        .col(integer("attempts").default(0))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(timestamp_with_time_zone_null("failed_at"))
        .col(text_null("last_error"))
        .to_owned()
}

fn mail_requests() -> TableCreateStatement {
    Table::create()
        .table("mail_requests")
        .col(big_pk_auto("id"))
        .col(string_len("kind", 32))
        .col(string_len("email", 254))
        .col(string_len_null("ip_address", 45))
        .col(string_len_null("user_agent", 255))
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}

fn one_time_tokens() -> TableCreateStatement {
    Table::create()
        .table("one_time_tokens")
        .col(big_pk_auto("id"))
        .col(string_len_uniq("digest", 64))
        .col(string_len("purpose", 32))
        .col(big_integer("user_id"))
        .col(big_integer("auth_epoch"))
        .col(string_len("email", 254))
        .col(string_len_null("bound_to", 254))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut of_user("one_time_tokens"))
        .to_owned()
}

fn known_devices() -> TableCreateStatement {
    Table::create()
        .table("known_devices")
        .col(big_integer("user_id"))
        .col(string_len("digest", 64))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .primary_key(Index::create().col("user_id").col("digest"))
        .foreign_key(&mut of_user("known_devices"))
        .to_owned()
}

fn of_user(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "user_id")
        .to("users", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}
