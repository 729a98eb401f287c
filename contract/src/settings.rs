//! What users see of their own account under `/settings`.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// What the profile form shows. Empty is "not said".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Department.
    pub department: String,
    /// `YYYY-MM-DD`, or empty.
    pub date_of_birth: String,
    /// Telephone number.
    pub phone: String,
}

/// The e-mail address of an account, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailStatus {
    /// As shown; empty where the account has none.
    pub email: String,
    /// Has its owner followed a link sent to it?
    pub is_confirmed: bool,
    /// The address that waits to take its place.
    pub pending: Option<String>,
}

/// One session, for its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// What ends it: not the id in the cookie, and no way to it.
    pub handle: String,
    /// Browser and system, as far as they say: "Firefox on Linux".
    pub device: String,
    /// Address at log-in; empty where it is not known.
    pub ip_address: String,
    /// Is it the session of this request?
    pub is_current: bool,
    /// When it began.
    #[serde(with = "time::serde::timestamp")]
    pub created_at: OffsetDateTime,
    /// When it was last used, to the minute.
    #[serde(with = "time::serde::timestamp")]
    pub last_seen_at: OffsetDateTime,
}

/// All sessions of an account, this one first, then the latest used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sessions {
    /// One row a browser.
    pub rows: Vec<SessionRow>,
    /// When they were read: what "ago" counts from.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
}

/// How a link that sets a new password stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResetLink {
    /// It was fine; its token has left the address, and the page is at another one.
    Moved,
    /// It has been opened in this browser and still works.
    Open,
    /// It was used, has expired, was replaced, or never was a link.
    Invalid,
}

/// What a link from a mail would do, for its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "link")]
pub enum Link {
    /// Confirm this address.
    Confirm {
        /// The address.
        email: String,
    },
    /// Make this the address of the account.
    Change {
        /// The address.
        email: String,
    },
    /// Put this former address back.
    Undo {
        /// The address.
        email: String,
    },
    /// Nothing: it was used, has expired, was replaced, or never was a link.
    Invalid,
}

impl Link {
    /// The address that it is about; empty for one that does nothing.
    #[must_use]
    pub fn email(&self) -> &str {
        match self {
            Self::Confirm { email } | Self::Change { email } | Self::Undo { email } => email,
            Self::Invalid => "",
        }
    }
}
