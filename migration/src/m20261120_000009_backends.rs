//! Records the authentication backend of each session.

use sea_orm_migration::{prelude::*, schema::string_len_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = string_len_null("backend", 64);
        manager
            .alter_table(Table::alter().table("sessions").add_column(backend).to_owned())
            .await?;
        // Until this migration there was one backend.
        let update = Query::update()
            .table("sessions")
            .value("backend", "password")
            .and_where(Expr::col("user_id").is_not_null())
            .to_owned();
        manager.execute(update).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(Table::alter().table("sessions").drop_column("backend").to_owned())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
