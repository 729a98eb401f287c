//! `oauth_flows`: social log-ins for which the browser is at the provider.

use sea_orm::entity::prelude::*;

use crate::redacted::Redacted;

/// A log-in that is under way. The URL contains the state, the row its SHA-256.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "oauth_flows")]
pub struct Model {
    /// The SHA-256 of the state, in lower-case hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub state_digest: String,
    /// The SHA-256 of the secret in the session that started it.
    #[sea_orm(indexed)]
    pub browser_digest: String,
    /// The name of the provider.
    pub provider: String,
    /// What follows: `log_in`, `connect` or `reauthenticate`.
    pub purpose: String,
    /// The user who connects an account or authenticates again.
    #[sea_orm(indexed)]
    pub user_id: Option<i64>,
    /// The nonce that the ID token has to contain.
    pub nonce: Redacted,
    /// The PKCE code verifier.
    pub pkce_verifier: Redacted,
    /// The local path to go to afterwards; empty for the default.
    pub next: String,
    pub created_at: TimeDateTimeWithTimeZone,
    #[sea_orm(indexed)]
    pub expires_at: TimeDateTimeWithTimeZone,
}

impl ActiveModelBehavior for ActiveModel {}
