//! `social_tokens`: tokens of connected accounts. Empty unless the operator stores tokens.

use sea_orm::entity::prelude::*;

use crate::redacted::Redacted;

/// The tokens of a connected account, encrypted.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "social_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub social_account_id: i64,
    pub access_token: Redacted,
    pub refresh_token: Option<Redacted>,
    pub expires_at: Option<TimeDateTimeWithTimeZone>,
    pub updated_at: TimeDateTimeWithTimeZone,
}

impl ActiveModelBehavior for ActiveModel {}
