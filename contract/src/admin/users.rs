//! Data of the user list and of a user.

use time::OffsetDateTime;

use super::Choice;

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
    /// The accounts at providers that are connected.
    pub connections: Vec<crate::settings::Connection>,
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
