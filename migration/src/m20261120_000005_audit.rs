//! The audit log. Triggers reject updates and deletions (ASVS 16.4.2).

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer_null, big_pk_auto, string_len, string_len_null, text, timestamp_with_time_zone},
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                // No foreign keys, because entries outlive the users.
                Table::create()
                    .table("audit_log")
                    .col(big_pk_auto("id"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(string_len("event", 64))
                    .col(big_integer_null("actor_id"))
                    .col(big_integer_null("user_id"))
                    .col(string_len_null("ip_address", 45))
                    .col(string_len_null("user_agent", 255))
                    .col(text("details"))
                    .to_owned(),
            )
            .await?;
        for column in ["user_id", "actor_id", "event"] {
            let index = Index::create()
                .name(format!("audit_log_{column}_id_idx"))
                .table("audit_log")
                .col(column)
                .col("id")
                .to_owned();
            manager.create_index(index).await?;
        }
        let db = manager.get_connection();
        let statements: &[&str] = if db.get_database_backend() == DbBackend::Sqlite {
            &SQLITE
        } else {
            &POSTGRES
        };
        for statement in statements {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("audit_log").to_owned())
            .await?;
        let db = manager.get_connection();
        if db.get_database_backend() == DbBackend::Postgres {
            db.execute_unprepared("DROP FUNCTION audit_log_refuses()").await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const SQLITE: [&str; 3] = [
    // `INSERT OR REPLACE` deletes a row without firing the other two triggers.
    "CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log \
     WHEN EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.id) \
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log \
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log \
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
];

const POSTGRES: [&str; 2] = [
    "CREATE FUNCTION audit_log_refuses() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
    "CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log \
     FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuses()",
];
