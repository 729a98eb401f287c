//! Data shown in the admin.

use time::{Date, OffsetDateTime};

pub use self::bulk::{BulkAction, BulkPlan, BulkRow, Skipped};

mod bulk;

/// The parameters of the user list. A flag is `true`, `false`, or empty for both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserQuery {
    /// A prefix of a username, an email address, a first name or a last name.
    pub q: String,
    /// Whether the user can log in.
    pub is_active: String,
    /// Whether the user can open the admin.
    pub is_staff: String,
    /// Whether the user has every permission.
    pub is_superuser: String,
    /// The id of a group, or empty.
    pub group: String,
    /// The full name of a permission, `app_label.codename`, or empty. Selects its holders, whether they hold it directly, through a group
    /// or as superusers.
    pub permission: String,
    /// `username` or `date_joined`, with a minus sign for descending order. Empty means `username`.
    pub sort: String,
    /// A page number, starting at 1, or `last`.
    pub page: String,
    /// Selects the page after this key.
    pub after: String,
    /// Selects the page before this key.
    pub before: String,
}

/// A row of the user list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// The primary key.
    pub id: i64,
    /// The username.
    pub username: String,
    /// The first and last name.
    pub name: String,
    /// The email address.
    pub email: String,
    /// Whether the user can log in.
    pub is_active: bool,
    /// Whether the user can open the admin.
    pub is_staff: bool,
    /// Whether the user has every permission.
    pub is_superuser: bool,
    /// The names of the user's groups.
    pub groups: Vec<String>,
    /// The time of the latest login.
    pub last_login: Option<OffsetDateTime>,
    /// When the account was created.
    pub date_joined: OffsetDateTime,
}

/// A page of the user list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserList {
    /// The query that selected the rows.
    pub query: UserQuery,
    /// The users, 50 at most.
    pub rows: Vec<UserRow>,
    /// The `before` key of the previous page; `None` on the first page.
    pub previous: Option<String>,
    /// The `after` key of the next page; `None` on the last page.
    pub next: Option<String>,
    /// The number of matching users as text, such as "about 1,000,000 users".
    pub total: String,
    /// All groups, for the filter: id and name.
    pub groups: Vec<(i64, String)>,
    /// When the data was read.
    pub as_of: OffsetDateTime,
}

/// A group or permission that can be granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value that the form sends.
    pub value: String,
    /// The label.
    pub label: String,
    /// A secondary line, such as the number of a group's permissions.
    pub note: String,
    /// The app and model of a permission; empty for a group.
    pub section: (String, String),
    /// Whether it is granted.
    pub is_chosen: bool,
    /// Whether the viewer is not allowed to grant or revoke it.
    pub is_locked: bool,
}

/// A user, for the admin's form.
#[expect(clippy::struct_excessive_bools, reason = "as many as the form has boxes")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserDetail {
    /// The primary key.
    pub id: i64,
    /// The username.
    pub username: String,
    /// The email address; empty if there is none.
    pub email: String,
    /// Whether the owner has confirmed the address.
    pub email_is_confirmed: bool,
    /// The personal data.
    pub profile: crate::settings::Profile,
    /// Whether the user can log in.
    pub is_active: bool,
    /// Whether the user can open the admin.
    pub is_staff: bool,
    /// Whether the user has every permission.
    pub is_superuser: bool,
    /// All groups.
    pub groups: Vec<Choice>,
    /// All permissions.
    pub permissions: Vec<Choice>,
    /// Whether the user has a usable password.
    pub has_password: bool,
    /// The number of active sessions; 0 if the viewer is not allowed to see them.
    pub sessions: u64,
    /// Whether the viewer is allowed to see the number of sessions.
    pub may_view_sessions: bool,
    /// Whether the viewer is allowed to end the sessions.
    pub may_end_sessions: bool,
    /// When the account was created.
    pub date_joined: OffsetDateTime,
    /// The time of the latest login.
    pub last_login: Option<OffsetDateTime>,
    /// When the data was read.
    pub as_of: OffsetDateTime,
    /// Whether this is the viewer's own account, whose name, address and password are changed in the settings.
    pub is_own: bool,
    /// Whether the viewer is allowed to change this user.
    pub may_change: bool,
    /// Whether the viewer is allowed to change the name, address and password. The viewer must hold every permission that the user holds.
    pub may_change_identity: bool,
    /// Whether the viewer is allowed to change the flags.
    pub may_change_flags: bool,
    /// Whether the viewer is allowed to delete this user.
    pub may_delete: bool,
}

/// The objects that are deleted with a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependents {
    /// The primary key of the user.
    pub id: i64,
    /// The username.
    pub username: String,
    /// Kind and number, such as "articles" and 12.
    pub counts: Vec<(String, u64)>,
}

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

/// All permissions with the number of their holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionList {
    /// The permissions, in Django's order: app label, model, codename.
    pub rows: Vec<PermissionRow>,
    /// The number of active superusers, who hold every permission.
    pub superusers: u64,
}

/// A permission and its holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionRow {
    /// The primary key.
    pub id: i64,
    /// Whether it was created at run time instead of being declared in code.
    pub is_custom: bool,
    /// The app label.
    pub app_label: String,
    /// The model.
    pub model: String,
    /// The full name, `app_label.codename`.
    pub name: String,
    /// The description.
    pub label: String,
    /// The number of active users who hold it directly.
    pub users: i64,
    /// The names of the groups that have it.
    pub groups: Vec<String>,
}

/// A permission that was created at run time, with the number of grants that are deleted with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionDetail {
    /// The primary key.
    pub id: i64,
    /// The full name, `app_label.codename`.
    pub name: String,
    /// The description.
    pub label: String,
    /// The number of users who hold it directly.
    pub users: u64,
    /// The number of groups that have it.
    pub groups: u64,
}

/// The explanation of why a user has a permission, or why not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// The username that was entered.
    pub user: String,
    /// The permission that was entered.
    pub permission: String,
    /// Whether the user has the permission; `None` if one of the two does not exist.
    pub is_held: Option<bool>,
    /// The reasons, or what is wrong with the input.
    pub reasons: Vec<String>,
    /// The full names of all permissions, for the selection.
    pub permissions: Vec<String>,
}

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
