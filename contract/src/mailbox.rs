//! The mailbox of a development server.

use serde::{Deserialize, Serialize};

/// A mail that was written, whether or not it has been delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRow {
    /// Counts up.
    pub id: i64,
    /// The address that it goes to.
    pub to: String,
    /// `DEFAULT_FROM_EMAIL`.
    pub from: String,
    /// One line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// `waiting`, `sent` or `failed`.
    pub state: MailState,
    /// When it was handed over, as RFC 3339 in UTC; `None` until then.
    pub sent_at: Option<String>,
    /// When it was written, as RFC 3339 in UTC.
    pub created_at: String,
}

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Not delivered yet; will be tried, or tried again.
    Waiting,
    /// Handed over.
    Sent,
    /// Given up.
    Failed,
}
