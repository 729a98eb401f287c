//! Projects as pages show them.

use time::OffsetDateTime;

use super::{Rights, SHAREABLE};

/// One line of the list of projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectRow {
    /// Primary key.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// User name of its owner.
    pub owner: String,
    /// The owner is the viewer.
    pub is_own: bool,
    /// What the viewer may do with it.
    pub rights: Rights,
    /// How many users it is shared with.
    pub users: i64,
    /// How many groups it is shared with.
    pub groups: i64,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

/// A page of projects, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectList {
    /// Fifty at most.
    pub rows: Vec<ProjectRow>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<i64>,
    /// When it was read.
    pub as_of: OffsetDateTime,
}

/// Who has access to a project beside its owner: one permission of one holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// A group, or else a user.
    pub is_group: bool,
    /// Name of the user or of the group.
    pub holder: String,
    /// `app_label.codename`.
    pub permission: String,
}

impl Share {
    /// What it lets them do, in words.
    #[must_use]
    pub fn label(&self) -> &'static str {
        SHAREABLE
            .iter()
            .find(|(permission, ..)| permission.name() == self.permission)
            .map_or("May do something else", |(.., label)| label)
    }
}

/// One project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectDetail {
    /// Primary key.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Any text, of several lines perhaps.
    pub description: String,
    /// Counts up at every change; a form that was opened before the last change has another one.
    pub version: i64,
    /// User name of its owner.
    pub owner: String,
    /// The owner is the viewer.
    pub is_own: bool,
    /// What the viewer may do with it.
    pub rights: Rights,
    /// Who else has access, users first.
    pub shares: Vec<Share>,
    /// Groups that it can be shared with; read where it is about to be shared.
    pub groups: Vec<String>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it was read.
    pub as_of: OffsetDateTime,
}
