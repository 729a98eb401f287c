//! `known_devices`: the browsers in which a user has logged in, so that a login from a new one can be reported.

use sea_orm::entity::prelude::*;

/// A browser of a user. The cookie holds a random value, the row its SHA-256.
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
