//! Bulk actions on users, like the actions of Django's admin.

use time::OffsetDateTime;

/// A bulk action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkAction {
    /// Allow the users to log in again.
    Activate,
    /// Log the users out and do not let them log in.
    Deactivate,
}

impl BulkAction {
    /// All actions, in the order of the list.
    pub const ALL: [Self; 2] = [Self::Deactivate, Self::Activate];

    /// Returns the action with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }

    /// The value that the form sends.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Deactivate => "deactivate",
        }
    }

    /// The label of the action.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Activate => "Activate",
            Self::Deactivate => "Deactivate",
        }
    }

    /// The effect of the action on the selected users.
    #[must_use]
    pub const fn consequence(self) -> &'static str {
        match self {
            Self::Activate => {
                "They can log in again, with the password, groups and permissions that they had."
            }
            Self::Deactivate => {
                "They are logged out on every device and cannot log in until they are activated again. Nothing is deleted."
            }
        }
    }

    /// Whether the users are active after the action.
    #[must_use]
    pub const fn makes_active(self) -> bool {
        matches!(self, Self::Activate)
    }
}

/// Why a selected user is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// The user is already active.
    AlreadyActive,
    /// The user is already inactive.
    AlreadyInactive,
    /// The user is the viewer. A bulk action never locks out the viewer who runs it.
    Yourself,
    /// The user has permissions that the viewer does not have.
    MorePrivileged,
}

impl Skipped {
    /// The reason as text.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::AlreadyActive => "already active",
            Self::AlreadyInactive => "already inactive",
            Self::Yourself => "that is you",
            Self::MorePrivileged => "has permissions that you do not have",
        }
    }
}

/// A user whom the action affects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkRow {
    /// The primary key.
    pub id: i64,
    /// The username.
    pub username: String,
    /// The number of active sessions.
    pub sessions: u64,
    /// The time of the latest login.
    pub last_login: Option<OffsetDateTime>,
}

/// The effect of an action, for confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkPlan {
    /// The action.
    pub action: BulkAction,
    /// The affected users, by username.
    pub rows: Vec<BulkRow>,
    /// The usernames of the skipped users, with the reason.
    pub skipped: Vec<(String, Skipped)>,
    /// When the data was read.
    pub as_of: OffsetDateTime,
}
