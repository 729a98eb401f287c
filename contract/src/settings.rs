//! Data of a user's own account, shown under `/settings`.

use time::OffsetDateTime;

pub use crate::forms::Profile;

/// The email address of an account and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailStatus {
    /// As displayed; empty if the account has none.
    pub email: String,
    /// Whether the address is confirmed.
    pub is_confirmed: bool,
    /// A new address that has not been confirmed yet.
    pub pending: Option<String>,
}

/// A session, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// The handle by which the session is ended. The session id cannot be derived from it.
    pub handle: String,
    /// The browser and operating system, such as "Firefox on Linux".
    pub device: String,
    /// The IP address at login; empty if unknown.
    pub ip_address: String,
    /// Whether it is the session of this request.
    pub is_current: bool,
    /// When the session started.
    pub created_at: OffsetDateTime,
    /// When the session was last used, to the minute.
    pub last_seen_at: OffsetDateTime,
}

/// All sessions of an account: the current one first, then by last use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sessions {
    /// One row per session.
    pub rows: Vec<SessionRow>,
    /// When the data was read. Relative times count from here.
    pub as_of: OffsetDateTime,
}

/// An account at a provider that is connected with the user's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The primary key.
    pub id: i64,
    /// The name of the provider, such as `google`.
    pub provider: String,
    /// The name of the provider for users, such as `Google`.
    pub provider_label: String,
    /// The email address or username at the provider; empty if unknown.
    pub account: String,
    /// When it was connected.
    pub connected_at: OffsetDateTime,
    /// When the user last logged in with it.
    pub last_login_at: Option<OffsetDateTime>,
    /// Whether the user has no other way to log in.
    pub is_last_login_method: bool,
}

/// The connected accounts of a user, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connections {
    /// One row per account.
    pub rows: Vec<Connection>,
    /// Whether the user has a password.
    pub has_password: bool,
    /// When the data was read. Relative times count from here.
    pub as_of: OffsetDateTime,
}

/// The state of a password reset link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetLink {
    /// The link is valid, and its token has been removed from the URL: redirect to the page without it.
    Moved,
    /// The link was opened in this browser and is still valid.
    Open,
    /// The link has been used, has expired, was replaced, or was never valid.
    Invalid,
}

/// The effect of a link from a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Confirms this address.
    Confirm {
        /// The address.
        email: String,
    },
    /// Makes this the address of the account.
    Change {
        /// The address.
        email: String,
    },
    /// Restores this former address.
    Undo {
        /// The address.
        email: String,
    },
    /// None: the link has been used, has expired, was replaced, or was never valid.
    Invalid,
}

impl Link {
    /// The address that the link is about; empty for an invalid link.
    #[must_use]
    pub fn email(&self) -> &str {
        match self {
            Self::Confirm { email } | Self::Change { email } | Self::Undo { email } => email,
            Self::Invalid => "",
        }
    }
}
