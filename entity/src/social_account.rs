//! `social_accounts`: accounts at providers of social log-in that are connected with a user.

use sea_orm::entity::prelude::*;

/// A connected account. The issuer and the subject identify it; the name of the provider is that of its configuration.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "social_accounts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(indexed)]
    pub user_id: i64,
    /// The name of the provider, such as `google`.
    pub provider: String,
    /// The issuer of the subject.
    pub issuer: String,
    /// The identifier of the account at the issuer.
    pub subject: String,
    /// The email address or username at the provider when the account was connected, to tell accounts apart.
    pub label: Option<String>,
    pub created_at: TimeDateTimeWithTimeZone,
    pub last_login_at: Option<TimeDateTimeWithTimeZone>,
    #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
