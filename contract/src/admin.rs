//! What the admin shows.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

pub use self::bulk::{BulkAction, BulkPlan, BulkRow, Skipped};

mod bulk;

/// What a list of users is asked for. Flags are `true`, `false` or empty for either.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserQuery {
    /// The beginning of a user name, an address, a first or a last name.
    pub q: String,
    /// May log in.
    pub is_active: String,
    /// May open the admin.
    pub is_staff: String,
    /// Has every permission.
    pub is_superuser: String,
    /// Primary key of a group, or empty.
    pub group: String,
    /// Full name of a permission, `app_label.codename`: its holders, by whatever path. Or empty.
    pub permission: String,
    /// `username` or `date_joined`, with a minus sign for the largest first; empty is `username`.
    pub sort: String,
    /// A page by number, from 1, or `last`.
    pub page: String,
    /// Those after this one.
    pub after: String,
    /// Those before this one.
    pub before: String,
}

/// One line of the list of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRow {
    /// Primary key.
    pub id: i64,
    /// User name.
    pub username: String,
    /// First and last name.
    pub name: String,
    /// Address.
    pub email: String,
    /// May log in.
    pub is_active: bool,
    /// May open the admin.
    pub is_staff: bool,
    /// Has every permission.
    pub is_superuser: bool,
    /// Names of groups.
    pub groups: Vec<String>,
    /// Latest log-in.
    #[serde(with = "time::serde::timestamp::option")]
    pub last_login: Option<OffsetDateTime>,
    /// When the account was made.
    #[serde(with = "time::serde::timestamp")]
    pub date_joined: OffsetDateTime,
}

/// A page of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserList {
    /// What was asked for.
    pub query: UserQuery,
    /// Fifty at most.
    pub rows: Vec<UserRow>,
    /// Where the page before ends: the value of `before`; `None` on the first.
    pub previous: Option<String>,
    /// Where the next page begins: the value of `after`; `None` on the last.
    pub next: Option<String>,
    /// How many there are, in words: "about 1,000,000 users".
    pub total: String,
    /// All groups, for the filter: key and name.
    pub groups: Vec<(i64, String)>,
    /// When it was read.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
}

/// Something that can be given or taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A quieter line: how many permissions a group has.
    pub note: String,
    /// App and model of a permission; empty for a group.
    pub section: (String, String),
    /// It is given.
    pub is_chosen: bool,
    /// The viewer may neither give nor take it.
    pub is_locked: bool,
}

/// One user, for the admin's form.
#[expect(clippy::struct_excessive_bools, reason = "as many as the form has boxes")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserDetail {
    /// Primary key.
    pub id: i64,
    /// User name.
    pub username: String,
    /// Address; empty for none.
    pub email: String,
    /// Has its owner confirmed it?
    pub email_is_confirmed: bool,
    /// Name and the like.
    pub profile: crate::settings::Profile,
    /// May log in.
    pub is_active: bool,
    /// May open the admin.
    pub is_staff: bool,
    /// Has every permission.
    pub is_superuser: bool,
    /// Every group.
    pub groups: Vec<Choice>,
    /// Every permission.
    pub permissions: Vec<Choice>,
    /// Has a password that lets them in.
    pub has_password: bool,
    /// How many sessions are open; 0 for a viewer without the permission to see them.
    pub sessions: u64,
    /// The viewer may know how many sessions are open.
    pub may_view_sessions: bool,
    /// The viewer may end them.
    pub may_end_sessions: bool,
    /// When the account was made.
    #[serde(with = "time::serde::timestamp")]
    pub date_joined: OffsetDateTime,
    /// Latest log-in.
    #[serde(with = "time::serde::timestamp::option")]
    pub last_login: Option<OffsetDateTime>,
    /// When it was read.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
    /// It is the viewer's own account: name, address and password are changed in the settings.
    pub is_own: bool,
    /// The viewer may change this user at all.
    pub may_change: bool,
    /// The viewer may change name, address and password of this user: they hold all that the user holds.
    pub may_change_identity: bool,
    /// The viewer may give and take the flags.
    pub may_change_flags: bool,
    /// The viewer may delete this user.
    pub may_delete: bool,
}

/// What goes with a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dependents {
    /// Primary key.
    pub id: i64,
    /// User name.
    pub username: String,
    /// Kind and number: "orders", 12.
    pub counts: Vec<(String, u64)>,
}

/// One line of the list of groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupRow {
    /// Primary key.
    pub id: i64,
    /// Name.
    pub name: String,
    /// How many permissions it gives.
    pub permissions: i64,
    /// How many users are in it.
    pub members: i64,
}

/// One group, for the admin's form.
#[expect(clippy::struct_excessive_bools, reason = "as many as the form has questions")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupDetail {
    /// Primary key; 0 for one that is to be made.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Every permission.
    pub permissions: Vec<Choice>,
    /// The first members by name, those whose membership has ended included.
    pub members: Vec<Member>,
    /// How many members there are now.
    pub member_count: u64,
    /// The viewer may change it.
    pub may_change: bool,
    /// The viewer may put users into it and take them out.
    pub may_change_members: bool,
    /// The viewer may delete groups.
    pub may_delete: bool,
    /// It gives a role: nobody renames or deletes it.
    pub gives_role: bool,
}

/// One member of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Primary key of the user.
    pub id: i64,
    /// User name.
    pub username: String,
    /// The last day; `None` for good.
    pub until: Option<Date>,
    /// It gives nothing any more.
    pub has_ended: bool,
}

/// Every permission, with the number of users who hold it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionList {
    /// In Django's order: app label, model, codename.
    pub rows: Vec<PermissionRow>,
    /// How many active superusers there are, who hold all of them.
    pub superusers: u64,
}

/// One permission and who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionRow {
    /// Primary key.
    pub id: i64,
    /// Made at run time: no code declares it.
    pub is_custom: bool,
    /// App label.
    pub app_label: String,
    /// Model.
    pub model: String,
    /// Full name, `app_label.codename`.
    pub name: String,
    /// Sentence.
    pub label: String,
    /// How many active users it was given to directly.
    pub users: i64,
    /// Names of the groups that give it.
    pub groups: Vec<String>,
}

/// A permission that was made at run time, with what goes when it is deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionDetail {
    /// Primary key.
    pub id: i64,
    /// Full name, `app_label.codename`.
    pub name: String,
    /// Sentence.
    pub label: String,
    /// How many users hold it directly.
    pub users: u64,
    /// How many groups give it.
    pub groups: u64,
}

/// "Why can this user do this?"
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// What was asked.
    pub user: String,
    /// What was asked.
    pub permission: String,
    /// The answer, where both exist.
    pub is_held: Option<bool>,
    /// Why, or why not; or what is wrong with the question.
    pub reasons: Vec<String>,
    /// Every permission, to choose from.
    pub permissions: Vec<String>,
}

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Counts up.
    pub id: i64,
    /// When.
    #[serde(with = "time::serde::timestamp")]
    pub at: OffsetDateTime,
    /// What.
    pub event: String,
    /// Who: a user name, a number where the account is gone, empty for a visitor or the server.
    pub actor: String,
    /// Whom.
    pub user: String,
    /// From where.
    pub ip_address: String,
    /// With what, in words.
    pub device: String,
    /// What else, as sentences: what was given and taken, what it was before and what it is now.
    pub details: Vec<String>,
}

/// A page of the audit log, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditList {
    /// What was asked for.
    pub event: String,
    /// What was asked for.
    pub user: String,
    /// Fifty at most.
    pub rows: Vec<AuditRow>,
    /// Where the next page begins: the value of `before`; `None` on the last.
    pub next: Option<i64>,
    /// Events that there are, for the filter.
    pub events: Vec<String>,
    /// When it was read.
    #[serde(with = "time::serde::timestamp")]
    pub as_of: OffsetDateTime,
}
