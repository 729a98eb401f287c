//! Users, groups, permissions, and grants.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_pk_auto, boolean, date_null, string, string_len, string_len_uniq, string_uniq,
        timestamp_with_time_zone, timestamp_with_time_zone_null,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(users()).await?;
        manager
            .create_table(
                Table::create()
                    .table("groups")
                    .col(big_pk_auto("id"))
                    .col(string_len_uniq("name", 150))
                    .to_owned(),
            )
            .await?;
        manager.create_table(permissions()).await?;
        manager
            .create_table(join("user_groups", ("user_id", "users"), ("group_id", "groups")))
            .await?;
        manager
            .create_table(join(
                "user_permissions",
                ("user_id", "users"),
                ("permission_id", "permissions"),
            ))
            .await?;
        manager
            .create_table(join(
                "group_permissions",
                ("group_id", "groups"),
                ("permission_id", "permissions"),
            ))
            .await?;
        // The primary keys serve queries by holder; these indexes serve queries by what is held.
        for (table, column) in [
            ("user_groups", "group_id"),
            ("user_permissions", "permission_id"),
            ("group_permissions", "permission_id"),
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
        for table in [
            "group_permissions",
            "user_permissions",
            "user_groups",
            "permissions",
            "groups",
            "users",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn users() -> TableCreateStatement {
    Table::create()
        .table("users")
        .col(big_pk_auto("id"))
        .col(string_len("username", 150))
        .col(string_uniq("username_canonical"))
        .col(string("password"))
        .col(string_len("first_name", 150).default(""))
        .col(string_len("last_name", 150).default(""))
        .col(string_len("email", 254).default(""))
        .col(string_uniq("email_canonical").null())
        .col(boolean("is_staff").default(false))
        .col(boolean("is_active").default(true))
        .col(boolean("is_superuser").default(false))
        .col(timestamp_with_time_zone_null("last_login"))
        .col(timestamp_with_time_zone("date_joined"))
        .col(big_integer("auth_epoch").default(0))
        .col(string_len("department", 150).default(""))
        .col(date_null("date_of_birth"))
        .col(string_len("phone", 32).default(""))
        .to_owned()
}

fn permissions() -> TableCreateStatement {
    Table::create()
        .table("permissions")
        .col(big_pk_auto("id"))
        .col(string_len("app_label", 100))
        .col(string_len("model", 100))
        .col(string_len("codename", 100))
        .col(string_len("name", 255))
        .index(
            Index::create()
                .unique()
                .name("permissions_natural_key")
                .col("app_label")
                .col("model")
                .col("codename"),
        )
        .to_owned()
}

/// A join table whose rows are deleted with either side.
fn join(
    table: &'static str,
    (left, left_table): (&'static str, &'static str),
    (right, right_table): (&'static str, &'static str),
) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(big_integer(left))
        .col(big_integer(right))
        .primary_key(Index::create().col(left).col(right))
        .foreign_key(
            ForeignKey::create()
                .from(table, left)
                .to(left_table, "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .from(table, right)
                .to(right_table, "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
