//! `mail_requests`: requests for a mailed link, stored before the account is looked up.

use sea_orm::entity::prelude::*;

/// A request. The same row is written for every address, so that the response time does not reveal whether an account exists (ASVS 6.3.8).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_requests")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    /// The canonical form of the address.
    pub email: String,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    pub created_at: TimeDateTimeWithTimeZone,
}

impl ActiveModelBehavior for ActiveModel {}
