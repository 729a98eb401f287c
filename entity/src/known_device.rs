//! `known_devices`: browsers that a user has logged in with, so that a new one can be told of.

use sea_orm::entity::prelude::*;

/// One browser of one user. Its cookie holds a random value, the row the SHA-256 of it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_devices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    pub created_at: TimeDateTimeWithTimeZone,
    pub last_seen_at: TimeDateTimeWithTimeZone,
}

impl ActiveModelBehavior for ActiveModel {}
