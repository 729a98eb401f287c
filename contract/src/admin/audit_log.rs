//! Data of the audit log.

use time::OffsetDateTime;

/// A row of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// The primary key, in ascending order.
    pub id: i64,
    /// When it happened.
    pub at: OffsetDateTime,
    /// The name of the event.
    pub event: String,
    /// The actor: a username, an id if the account has been deleted, or empty for a visitor or the server.
    pub actor: String,
    /// The affected user.
    pub user: String,
    /// The IP address of the client.
    pub ip_address: String,
    /// The client's device, such as "Firefox on Linux".
    pub device: String,
    /// Details as sentences, such as what was granted and revoked, and old and new values.
    pub details: Vec<String>,
}

/// A page of the audit log, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditList {
    /// The event that was filtered by.
    pub event: String,
    /// The user that was filtered by.
    pub user: String,
    /// The entries, 50 at most.
    pub rows: Vec<AuditRow>,
    /// The `before` key of the next page; `None` on the last page.
    pub next: Option<i64>,
    /// All event names, for the filter.
    pub events: Vec<String>,
    /// When the data was read.
    pub as_of: OffsetDateTime,
}
