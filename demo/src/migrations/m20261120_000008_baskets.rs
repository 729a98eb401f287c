//! Orders that come from baskets, and figures over all orders. A fork that deletes the example domain deletes this step too.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, integer, string_len, string_len_null},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Name, columns and whether a value stands there once. A basket is ordered once: this index decides who was first.
const INDEXES: [(&str, &[&str], bool); 3] = [
    ("orders_basket_idx", &["basket"], true),
    // "Which orders wait, the newest first?"
    ("orders_status_created_at_idx", &["status", "created_at"], false),
    ("orders_created_at_idx", &["created_at"], false),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let basket = string_len_null("basket", 64);
        manager
            .alter_table(Table::alter().table("orders").add_column(basket).to_owned())
            .await?;
        for (name, columns, is_unique) in INDEXES {
            let mut index = Index::create();
            index.name(name).table("orders");
            for column in columns {
                index.col(*column);
            }
            if is_unique {
                index.unique();
            }
            manager.create_index(index).await?;
        }
        manager.create_table(order_lines()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("order_lines").to_owned())
            .await?;
        for (name, ..) in INDEXES {
            manager
                .drop_index(Index::drop().name(name).table("orders").to_owned())
                .await?;
        }
        manager
            .alter_table(Table::alter().table("orders").drop_column("basket").to_owned())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn order_lines() -> TableCreateStatement {
    Table::create()
        .table("order_lines")
        .col(big_integer("order_id"))
        .col(integer("position"))
        .col(string_len("item", 40))
        .col(string_len("name", 150))
        .col(integer("quantity"))
        .col(big_integer("price_cents"))
        .primary_key(Index::create().col("order_id").col("position"))
        .foreign_key(
            ForeignKey::create()
                .from("order_lines", "order_id")
                .to("orders", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
