//! Data of the admin's dashboard.

use time::{Date, OffsetDateTime};

use crate::admin::AuditRow;

/// The limit up to which the sign-ups of one day are counted, which bounds the cost of the query.
pub const MAX_SIGN_UPS: u64 = 10_000;

/// The data of the admin's dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdminDashboard {
    /// The number of users as text; an estimate for large tables, such as "about 1,000,000".
    pub users: String,
    /// The number of sign-ups on each of the last 30 days, oldest first, [`MAX_SIGN_UPS`] at most.
    pub sign_ups: Vec<(Date, u64)>,
    /// The number of logged-in sessions as text; an estimate for large tables.
    pub sessions: String,
    /// The number of mails that failed in the last seven days, as text; an estimate for large tables.
    pub mails_given_up: String,
    /// The latest entries of the audit log, newest first, eight at most.
    pub entries: Vec<AuditRow>,
    /// The latest accounts, newest first, five at most.
    pub latest: Vec<NewAccount>,
    /// When the data was read.
    pub as_of: OffsetDateTime,
}

/// A new account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// The primary key.
    pub id: i64,
    /// The username.
    pub username: String,
    /// The email address; empty if there is none.
    pub email: String,
    /// When the account was created.
    pub date_joined: OffsetDateTime,
}
