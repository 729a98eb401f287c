//! Social log-in: accounts at providers, their tokens, and log-ins that are under way.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_integer_null, big_pk_auto, string_len, string_len_null, text, text_null,
        timestamp_with_time_zone, timestamp_with_time_zone_null,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [social_accounts(), social_tokens(), oauth_flows()] {
            manager.create_table(table).await?;
        }
        // A provider's account belongs to at most one user, whatever two requests do at once.
        let identity = Index::create()
            .name("social_accounts_issuer_subject_idx")
            .table("social_accounts")
            .col("issuer")
            .col("subject")
            .unique()
            .to_owned();
        manager.create_index(identity).await?;
        for (table, column) in [
            ("social_accounts", "user_id"),
            ("oauth_flows", "browser_digest"),
            ("oauth_flows", "expires_at"),
            ("oauth_flows", "user_id"),
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
        for table in ["oauth_flows", "social_tokens", "social_accounts"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn cascade(from: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(from, column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn social_accounts() -> TableCreateStatement {
    Table::create()
        .table("social_accounts")
        .col(big_pk_auto("id"))
        .col(big_integer("user_id"))
        .col(string_len("provider", 32))
        .col(string_len("issuer", 255))
        .col(string_len("subject", 255))
        .col(string_len_null("label", 254))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("last_login_at"))
        .foreign_key(&mut cascade("social_accounts", "user_id", "users"))
        .to_owned()
}

fn social_tokens() -> TableCreateStatement {
    Table::create()
        .table("social_tokens")
        .col(big_integer("social_account_id").primary_key())
        .col(text("access_token"))
        .col(text_null("refresh_token"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut cascade(
            "social_tokens",
            "social_account_id",
            "social_accounts",
        ))
        .to_owned()
}

fn oauth_flows() -> TableCreateStatement {
    Table::create()
        .table("oauth_flows")
        .col(string_len("state_digest", 64).primary_key())
        .col(string_len("browser_digest", 64))
        .col(string_len("provider", 32))
        .col(string_len("purpose", 16))
        .col(big_integer_null("user_id"))
        .col(string_len("nonce", 64))
        .col(string_len("pkce_verifier", 128))
        .col(text("next"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut cascade("oauth_flows", "user_id", "users"))
        .to_owned()
}
