//! `outbox`: mails, written in the transaction that caused them and delivered by a worker.

use sea_orm::entity::prelude::*;

use crate::mail_body::MailBody;

/// One mail. Its body may hold a link that lets somebody in; it goes when the mail has been delivered.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The same at every attempt (RFC 5322, section 3.6.4), so that a mail delivered twice is known as one.
    #[sea_orm(unique)]
    pub message_id: String,
    /// Which mail it is.
    pub template: String,
    pub to_address: String,
    pub subject: String,
    pub text: Option<MailBody>,
    pub html: Option<MailBody>,
    pub created_at: TimeDateTimeWithTimeZone,
    /// When to try, or to try again; a worker that takes a mail moves it on, so that nobody else takes it meanwhile.
    /// Null once it is sent or given up.
    #[sea_orm(indexed)]
    pub next_attempt_at: Option<TimeDateTimeWithTimeZone>,
    pub attempts: i32,
    pub sent_at: Option<TimeDateTimeWithTimeZone>,
    /// When it was given up.
    pub failed_at: Option<TimeDateTimeWithTimeZone>,
    /// What the mail server said last.
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
