//! `mail_requests`: "send me a link", before anybody has looked whether there is an account.

use sea_orm::entity::prelude::*;

/// One request. The same row is written for every address, so the time that it takes tells nothing (ASVS 6.3.8).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_requests")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    /// The canonical form.
    pub email: String,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    pub created_at: TimeDateTimeWithTimeZone,
}

impl ActiveModelBehavior for ActiveModel {}
