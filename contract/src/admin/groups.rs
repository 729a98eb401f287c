//! Data of the group list and of a group.

use time::Date;

use super::Choice;

/// A row of the group list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// The primary key.
    pub id: i64,
    /// The name.
    pub name: String,
    /// The number of permissions of the group.
    pub permissions: i64,
    /// The number of members.
    pub members: i64,
}

/// A group, for the admin's form.
#[expect(clippy::struct_excessive_bools, reason = "as many as the form has questions")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupDetail {
    /// The primary key; 0 for a new group.
    pub id: i64,
    /// The name.
    pub name: String,
    /// All permissions.
    pub permissions: Vec<Choice>,
    /// The first members by name, including those whose membership has expired.
    pub members: Vec<Member>,
    /// The number of current members.
    pub member_count: u64,
    /// Whether the viewer is allowed to change the group.
    pub may_change: bool,
    /// Whether the viewer is allowed to add and remove members.
    pub may_change_members: bool,
    /// Whether the viewer is allowed to delete groups.
    pub may_delete: bool,
    /// Whether the group gives a role. Such a group cannot be renamed or deleted.
    pub gives_role: bool,
}

/// A member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The primary key of the user.
    pub id: i64,
    /// The username.
    pub username: String,
    /// The last day of the membership; `None` if it does not expire.
    pub until: Option<Date>,
    /// Whether the membership has expired.
    pub has_ended: bool,
}
