//! The viewer: Django's `request.user`, as far as pages and scripts need it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{permission::Permission, role::Role};

/// A logged-in, active user with everything that determines what the user is allowed to do. An anonymous visitor is `None` of an
/// `Option<Viewer>`.
///
/// Loaded in one query for each request and not kept longer, so a demotion takes effect with the next request. It is also the response of
/// `/api/me`, field for field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// The primary key.
    pub id: i64,
    /// As displayed, NFKC-normalised.
    pub username: String,
    /// As displayed; empty if the account has none.
    pub email: String,
    /// The first name; may be empty.
    pub first_name: String,
    /// The last name; may be empty.
    pub last_name: String,
    /// Whether the user can open the admin.
    pub is_staff: bool,
    /// Whether the user has every permission.
    pub is_superuser: bool,
    /// Whether the address is confirmed. Not part of `/api/me`.
    #[serde(skip)]
    pub email_is_confirmed: bool,
    /// The highest role of the user.
    pub role: Option<Role>,
    /// The names of the user's groups, sorted.
    pub groups: BTreeSet<String>,
    /// The effective permissions as `app_label.codename`: direct, through groups, or all of them for a superuser.
    pub permissions: BTreeSet<String>,
}

impl Viewer {
    /// Django's `has_perm`. A superuser has every permission.
    #[must_use]
    pub fn has_perm(&self, permission: Permission) -> bool {
        self.is_superuser || self.permissions.contains(permission.name())
    }

    /// Like [`Self::has_perm`], for a permission that was created at run time. The name, `app_label.codename`, is case-sensitive.
    #[must_use]
    pub fn has_perm_named(&self, name: &str) -> bool {
        self.is_superuser || self.permissions.contains(name)
    }

    /// Django's `has_perms`: all of them. Always true for an empty list.
    #[must_use]
    pub fn has_perms(&self, permissions: &[Permission]) -> bool {
        permissions.iter().all(|permission| self.has_perm(*permission))
    }

    /// Returns `true` if the viewer has at least one of these permissions.
    #[must_use]
    pub fn has_any_perm(&self, permissions: &[Permission]) -> bool {
        permissions.iter().any(|permission| self.has_perm(*permission))
    }

    /// Django's `has_module_perms`: any permission of this app. Always true for a superuser.
    #[must_use]
    pub fn has_module_perms(&self, app_label: &str) -> bool {
        let is_of_app = |name: &String| {
            name.strip_prefix(app_label)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        self.is_superuser || self.permissions.iter().any(is_of_app)
    }

    /// Returns `true` if the viewer is a member of the group that gives this role. A superuser outside the group is not.
    #[must_use]
    pub fn is_in(&self, role: Role) -> bool {
        self.groups.contains(role.group())
    }

    /// The first name, or the username if it is empty. For greetings.
    #[must_use]
    pub fn short_name(&self) -> &str {
        if self.first_name.is_empty() {
            &self.username
        } else {
            &self.first_name
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission;

    fn viewer() -> Viewer {
        Viewer {
            permissions: BTreeSet::from(["sessions.view_session".into()]),
            ..Viewer::default()
        }
    }

    #[test]
    fn a_permission_is_exact() {
        assert!(viewer().has_perm(permission::session::VIEW));
        assert!(!viewer().has_perm(permission::session::DELETE));
    }

    #[test]
    fn several_permissions_and_whole_apps() {
        let (view, delete) = (permission::session::VIEW, permission::session::DELETE);
        assert!(viewer().has_perms(&[view]) && viewer().has_perms(&[]));
        assert!(!viewer().has_perms(&[view, delete]) && viewer().has_any_perm(&[delete, view]));
        assert!(viewer().has_module_perms("sessions"));
        assert!(!viewer().has_module_perms("session") && !viewer().has_module_perms("auth"));
    }

    #[test]
    fn a_superuser_has_every_permission_but_no_group() {
        let root = Viewer {
            is_superuser: true,
            ..viewer()
        };
        assert!(root.has_perm(permission::session::DELETE));
        assert!(root.has_module_perms("nonexistent") && root.has_perms(&[permission::user::DELETE]));
        assert!(!root.is_in(Role::Admin));
    }

    #[test]
    fn the_role_is_written_in_capitals() {
        let json = serde_json::to_value(Viewer {
            role: Some(Role::Admin),
            ..viewer()
        })
        .expect("serialises");
        assert_eq!(json["role"], "ADMIN");
    }
}
