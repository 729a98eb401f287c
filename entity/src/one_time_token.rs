//! `one_time_tokens`: links that were mailed and not used yet.

use sea_orm::entity::prelude::*;

/// One link. The mail holds the token, the row its SHA-256: a stolen database opens nothing.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_tokens")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the token, in lower-case hexadecimal.
    #[sea_orm(unique)]
    pub digest: String,
    /// What it may be used for.
    pub purpose: String,
    pub user_id: i64,
    /// The user's `auth_epoch` when it was issued; a password change voids it.
    pub auth_epoch: i64,
    /// The address that it was mailed to, or that it would put in place.
    pub email: String,
    /// The user's canonical address when it was issued; another one voids it.
    pub bound_to: Option<String>,
    pub created_at: TimeDateTimeWithTimeZone,
    #[sea_orm(indexed)]
    pub expires_at: TimeDateTimeWithTimeZone,
    #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
