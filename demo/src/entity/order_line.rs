//! `order_lines`: what an order from a basket is made of.

use sea_orm::entity::prelude::*;

/// One line. Name and price are those of the day: the catalogue goes on, what was ordered stays.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: i64,
    /// Counts from 1, in the order of the basket.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub item: String,
    pub name: String,
    pub quantity: i32,
    pub price_cents: i64,
}

impl ActiveModelBehavior for ActiveModel {}
