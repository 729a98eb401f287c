//! `outbox`: mails, written in the transaction that causes them and delivered by a worker.

use sea_orm::entity::prelude::*;

use crate::mail_body::MailBody;

/// A mail. Its body may contain a link that grants access, and is removed after delivery.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The Message-ID, the same for every attempt (RFC 5322, section 3.6.4), so that duplicates can be detected.
    #[sea_orm(unique)]
    pub message_id: String,
    /// The name of the mail's template.
    pub template: String,
    pub to_address: String,
    pub subject: String,
    pub text: Option<MailBody>,
    pub html: Option<MailBody>,
    pub created_at: TimeDateTimeWithTimeZone,
    /// When the next attempt is due. A worker that claims the mail moves it into the future, as a lease. Null if the mail has been sent or
    /// has failed.
    #[sea_orm(indexed)]
    pub next_attempt_at: Option<TimeDateTimeWithTimeZone>,
    pub attempts: i32,
    pub sent_at: Option<TimeDateTimeWithTimeZone>,
    /// When the mail failed for good.
    pub failed_at: Option<TimeDateTimeWithTimeZone>,
    /// The error of the last attempt.
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
