//! Data of the permission list, and why a user has a permission.

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
