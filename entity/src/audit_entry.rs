//! `audit_log`: who did what to which user, and from where. The database rejects changes to existing rows.

use sea_orm::entity::prelude::*;

/// An event. The ids are not foreign keys, because the log outlives the users.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub created_at: TimeDateTimeWithTimeZone,
    /// The name of the event, such as `user_logged_in` or `password_changed`.
    pub event: String,
    /// The actor; null for a visitor and for the server itself. During impersonation, the actual person.
    pub actor_id: Option<i64>,
    /// During impersonation, the impersonated user.
    pub impersonated_id: Option<i64>,
    /// The credential of the request, `session` or `token`; null without an actor.
    pub credential: Option<String>,
    /// The affected user; null if there is no such account.
    pub user_id: Option<i64>,
    pub ip_address: Option<String>,
    /// Truncated to 255 characters.
    pub user_agent: Option<String>,
    /// Further details, as a JSON object without secrets.
    #[sea_orm(column_type = "Text")]
    pub details: String,
}

impl ActiveModelBehavior for ActiveModel {}
