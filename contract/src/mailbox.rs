//! The mailbox of a development server.

use serde::{Deserialize, Serialize};

/// A mail in the outbox, delivered or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRow {
    /// The primary key.
    pub id: i64,
    /// The recipient.
    pub to: String,
    /// `DEFAULT_FROM_EMAIL`.
    pub from: String,
    /// The subject.
    pub subject: String,
    /// The plain-text body.
    pub text: String,
    /// The HTML body.
    pub html: String,
    /// `waiting`, `sent` or `failed`.
    pub state: MailState,
    /// When it was sent, as RFC 3339 in UTC; `None` if it has not been sent.
    pub sent_at: Option<String>,
    /// When it was written, as RFC 3339 in UTC.
    pub created_at: String,
}

/// The delivery state of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Not delivered yet.
    Waiting,
    /// Delivered to the mail server.
    Sent,
    /// Failed: it is not retried.
    Failed,
}
