//! `one_time_tokens`: mailed links that have not been used.

use sea_orm::entity::prelude::*;

/// A link. The mail contains the token, the row its SHA-256, so a stolen database contains no usable link.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_tokens")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The SHA-256 of the token, in lower-case hexadecimal.
    #[sea_orm(unique)]
    pub digest: String,
    /// The purpose of the token.
    pub purpose: String,
    pub user_id: i64,
    /// The user's `auth_epoch` at issue. A password change invalidates the token.
    pub auth_epoch: i64,
    /// The address that the link was mailed to, or that it would set.
    pub email: String,
    /// The user's canonical address at issue. A change of address invalidates the token.
    pub bound_to: Option<String>,
    pub created_at: TimeDateTimeWithTimeZone,
    #[sea_orm(indexed)]
    pub expires_at: TimeDateTimeWithTimeZone,
    #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
