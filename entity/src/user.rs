//! `users`: Django's `AbstractUser`, and what this project adds to it.

use sea_orm::entity::prelude::*;

use crate::password_hash::PasswordHash;

/// A person, or a machine that logs in like one.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// As shown: NFKC-normalised, letter case as typed.
    pub username: String,
    /// What uniqueness and log-in go by: NFKC and case folding, computed in Rust so that both databases agree.
    #[sea_orm(unique)]
    pub username_canonical: String,
    pub password: PasswordHash,
    pub first_name: String,
    pub last_name: String,
    /// As shown: the domain in lower case (Django's `normalize_email`); empty where there is none.
    pub email: String,
    /// What uniqueness and log-in go by; null where there is no address.
    #[sea_orm(unique)]
    pub email_canonical: Option<String>,
    /// When its owner last showed that this address is theirs; null while nobody has.
    pub email_confirmed_at: Option<TimeDateTimeWithTimeZone>,
    pub is_staff: bool,
    pub is_active: bool,
    pub is_superuser: bool,
    pub last_login: Option<TimeDateTimeWithTimeZone>,
    pub date_joined: TimeDateTimeWithTimeZone,
    /// Counts up when every session has to end: a password change, not a mere rehash.
    pub auth_epoch: i64,
    pub department: String,
    pub date_of_birth: Option<TimeDate>,
    pub phone: String,
}

impl ActiveModelBehavior for ActiveModel {}
