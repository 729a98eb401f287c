//! Permissions that are created at run time, and memberships that expire.
//!
//! A domain with object permissions creates the tables of its grants in its own migration.

use sea_orm_migration::{
    prelude::*,
    schema::{boolean, timestamp_with_time_zone_null},
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
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
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
