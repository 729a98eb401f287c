//! `projects`: what users share with each other, by permissions on single projects.

use sea_orm::entity::prelude::*;

/// A project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "projects")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub owner_id: i64,
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub description: String,
    /// Counts up at every change, so that a form which was opened before the last one is known as such.
    pub version: i64,
    pub created_at: TimeDateTimeWithTimeZone,
    #[sea_orm(belongs_to, from = "owner_id", to = "id", on_delete = "Cascade")]
    pub owner: BelongsTo<entity::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
