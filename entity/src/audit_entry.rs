//! `audit_log`: what happened, to which user, by which user, from where. The database refuses to change a row.

use sea_orm::entity::prelude::*;

/// One event. Ids are not foreign keys: the log outlives the users it tells of.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub created_at: TimeDateTimeWithTimeZone,
    /// `user_logged_in`, `password_changed`, …
    pub event: String,
    /// The user who did it; null for a visitor and for the server itself. While impersonating, the person behind it.
    pub actor_id: Option<i64>,
    /// While impersonating, the user in whose name it was done.
    pub impersonated_id: Option<i64>,
    /// What the actor authenticated the request with: `session` or `token`; null where there is no actor.
    pub credential: Option<String>,
    /// Whom it concerns; null where there is no such account.
    pub user_id: Option<i64>,
    pub ip_address: Option<String>,
    /// Cut to 255 characters.
    pub user_agent: Option<String>,
    /// What else there is to say, as a JSON object without secrets.
    #[sea_orm(column_type = "Text")]
    pub details: String,
}

impl ActiveModelBehavior for ActiveModel {}
