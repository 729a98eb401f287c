//! A unique column with the form in which the names of groups are compared.
//!
//! The value is computed in Rust, so the migration leaves the column empty. The `migrate` command fills it when it creates missing role
//! groups. Null marks a group that an older binary created in the meantime.

use sea_orm_migration::{prelude::*, schema::string_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEX: &str = "groups_name_canonical_key";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = Table::alter()
            .table("groups")
            .add_column(string_null("name_canonical"))
            .to_owned();
        manager.alter_table(column).await?;
        let index = Index::create()
            .unique()
            .name(INDEX)
            .table("groups")
            .col("name_canonical")
            .to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name(INDEX).table("groups").to_owned();
        manager.drop_index(index).await?;
        let column = Table::alter()
            .table("groups")
            .drop_column("name_canonical")
            .to_owned();
        manager.alter_table(column).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
