//! `users`: Django's `AbstractUser` with additional columns.

use sea_orm::entity::prelude::*;

use crate::password_hash::PasswordHash;

/// A user.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// As displayed: NFKC-normalised, with letter case as entered.
    pub username: String,
    /// The form for uniqueness and login: NFKC and case folding, computed in Rust so that both databases agree.
    #[sea_orm(unique)]
    pub username_canonical: String,
    pub password: PasswordHash,
    pub first_name: String,
    pub last_name: String,
    /// As displayed, with the domain in lower case (Django's `normalize_email`); empty if there is none.
    pub email: String,
    /// The form for uniqueness and login; null without an address.
    #[sea_orm(unique)]
    pub email_canonical: Option<String>,
    /// When the owner last confirmed the address; null if it is not confirmed.
    pub email_confirmed_at: Option<TimeDateTimeWithTimeZone>,
    pub is_staff: bool,
    pub is_active: bool,
    pub is_superuser: bool,
    pub last_login: Option<TimeDateTimeWithTimeZone>,
    pub date_joined: TimeDateTimeWithTimeZone,
    /// Incremented to invalidate every session and token of the user, for example when the password changes. A rehash does not change it.
    pub auth_epoch: i64,
    pub department: String,
    pub date_of_birth: Option<TimeDate>,
    pub phone: String,
}

impl ActiveModelBehavior for ActiveModel {}
