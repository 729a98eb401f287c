//! `orders`: what users order.

use sea_orm::entity::prelude::*;

/// An order. Money is an integer of cents.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user_id: i64,
    pub reference: String,
    pub amount_cents: i64,
    pub status: Status,
    pub created_at: TimeDateTimeWithTimeZone,
    /// The stamp of the basket that it came from; null where it was typed in.
    #[sea_orm(unique)]
    pub basket: Option<String>,
    #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
    pub user: BelongsTo<entity::user::Entity>,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Status {
    Pending,
    Approved,
}

impl Status {
    /// The word that users read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Approved => "Approved",
        }
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// What this user has ordered.
    pub fn of(user_id: i64) -> Select<Self> {
        Self::find().filter(Column::UserId.eq(user_id))
    }
}
