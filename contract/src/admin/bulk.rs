//! Many users at once: Django admin's actions.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// What is done to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    /// They may log in again.
    Activate,
    /// They are logged out and may not log in.
    Deactivate,
}

impl BulkAction {
    /// All there are, in the order of the list.
    pub const ALL: [Self; 2] = [Self::Deactivate, Self::Activate];

    /// The action of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }

    /// What the form sends.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Deactivate => "deactivate",
        }
    }

    /// What people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Activate => "Activate",
            Self::Deactivate => "Deactivate",
        }
    }

    /// What it means for those it is done to.
    #[must_use]
    pub const fn consequence(self) -> &'static str {
        match self {
            Self::Activate => {
                "They can log in again, with the password, groups and permissions that they had."
            }
            Self::Deactivate => {
                "They are logged out everywhere and cannot log in until they are activated again. Nothing is deleted."
            }
        }
    }

    /// Are those to whom it is done active afterwards?
    #[must_use]
    pub const fn makes_active(self) -> bool {
        matches!(self, Self::Activate)
    }
}

/// Why one of those who were selected is left as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skipped {
    /// It is so already.
    AlreadyActive,
    /// It is so already.
    AlreadyInactive,
    /// Nobody locks themselves out among many.
    Yourself,
    /// They may do more than the viewer.
    MayDoMore,
}

impl Skipped {
    /// In words.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::AlreadyActive => "active already",
            Self::AlreadyInactive => "inactive already",
            Self::Yourself => "that is you",
            Self::MayDoMore => "may do more than you",
        }
    }
}

/// One user to whom it would be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkRow {
    /// Primary key.
    pub id: i64,
    /// User name.
    pub username: String,
    /// Sessions that are open.
    pub sessions: u64,
    /// Latest log-in.
    #[serde(with = "time::serde::timestamp::option")]
    pub last_login: Option<OffsetDateTime>,
}

/// What would happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPlan {
    /// What is done.
    pub action: BulkAction,
    /// To whom, by user name.
    pub rows: Vec<BulkRow>,
    /// User names of those who are left as they are, and why.
    pub skipped: Vec<(String, Skipped)>,
    /// When it was read.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
}
