//! The permissions of the accounts system itself.

use super::{Declaration, Permission};
use crate::role::Role;

crate::permission_models! {
    /// Users.
    user = "auth" "user" {}
    /// Groups.
    group = "auth" "group" {}
    /// Permissions.
    permission_model = "auth" "permission" {}
    /// Sessions.
    session = "sessions" "session" {}
    /// Entries of the audit log.
    entry = "audit" "entry" {}
}

/// What the core declares.
pub const DECLARATION: Declaration = Declaration {
    models: MODELS,
    seeds: &[
        (Role::Admin, user::ALL),
        (Role::Admin, group::ALL),
        (Role::Admin, permission_model::ALL),
        (Role::Admin, session::ALL),
        (Role::Admin, &[entry::VIEW]),
    ],
    unasked: UNASKED,
    renamed: &[],
    examples: &[user::CHANGE],
};

const UNASKED: &[(Permission, &str)] = &[
    (
        permission_model::CHANGE,
        "a permission is added and deleted, and never changed: checks go by its name",
    ),
    (session::ADD, "a session begins with a login of its owner"),
    (session::CHANGE, "a session is ended, and never changed"),
    (entry::ADD, "the server alone writes the audit log"),
    (entry::CHANGE, "the audit log is append-only"),
    (entry::DELETE, "the audit log is append-only"),
];
