//! Who is looking: Django's `request.user`, as far as a page or a script may know it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{permission::Permission, role::Role};

/// A logged-in, active user with everything that decides what they may do. Nobody is `Option::<Viewer>::None`.
///
/// Read from the database at each request, in one query, and never kept longer: a demotion holds from the next
/// request on. It is also the answer of `/api/me`, field for field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Primary key.
    pub id: i64,
    /// As shown, NFKC-normalised.
    pub username: String,
    /// As shown; empty where the account has none.
    pub email: String,
    /// May be empty.
    pub first_name: String,
    /// May be empty.
    pub last_name: String,
    /// May open the admin.
    pub is_staff: bool,
    /// Has every permission.
    pub is_superuser: bool,
    /// Has shown that the address is theirs. For pages; `/api/me` does not say it.
    #[serde(skip)]
    pub email_is_confirmed: bool,
    /// The highest of Admin, Manager, Customer.
    pub role: Option<Role>,
    /// Names, sorted.
    pub groups: BTreeSet<String>,
    /// Effective permissions (direct, through groups, or all of them for a superuser) as `app_label.codename`.
    pub permissions: BTreeSet<String>,
}

impl Viewer {
    /// Django's `has_perm`: a superuser has every permission, anybody else those granted.
    #[must_use]
    pub fn has_perm(&self, permission: Permission) -> bool {
        self.is_superuser || self.permissions.contains(permission.name())
    }

    /// [`Self::has_perm`] of a permission that was made at run time, so that code cannot declare it: `app_label.codename`,
    /// exact and case-sensitive.
    #[must_use]
    pub fn has_perm_named(&self, name: &str) -> bool {
        self.is_superuser || self.permissions.contains(name)
    }

    /// Django's `has_perms`: all of them; an empty list is held by everybody.
    #[must_use]
    pub fn has_perms(&self, permissions: &[Permission]) -> bool {
        permissions.iter().all(|permission| self.has_perm(*permission))
    }

    /// At least one of them.
    #[must_use]
    pub fn has_any_perm(&self, permissions: &[Permission]) -> bool {
        permissions.iter().any(|permission| self.has_perm(*permission))
    }

    /// Django's `has_module_perms`: any permission of this app; a superuser has one of every app.
    #[must_use]
    pub fn has_module_perms(&self, app_label: &str) -> bool {
        let is_of_app = |name: &String| {
            name.strip_prefix(app_label)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        self.is_superuser || self.permissions.iter().any(is_of_app)
    }

    /// Is the viewer in the group of this role? Membership is asked for, not authority: a superuser outside the
    /// group is not in it.
    #[must_use]
    pub fn is_in(&self, role: Role) -> bool {
        self.groups.contains(role.group())
    }

    /// First name where there is one, else the user name: for greetings.
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
impl Viewer {
    /// A user with nothing: no group, no permission, no flag.
    pub(crate) fn plain() -> Self {
        Self {
            id: 7,
            username: "plain".into(),
            email: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            is_staff: false,
            is_superuser: false,
            email_is_confirmed: false,
            role: None,
            groups: BTreeSet::new(),
            permissions: BTreeSet::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission;

    fn viewer() -> Viewer {
        Viewer {
            permissions: BTreeSet::from(["orders.view_order".into()]),
            ..Viewer::plain()
        }
    }

    #[test]
    fn a_permission_is_exact() {
        assert!(viewer().has_perm(permission::order::VIEW));
        assert!(!viewer().has_perm(permission::order::APPROVE));
    }

    #[test]
    fn several_permissions_and_whole_apps() {
        let (view, approve) = (permission::order::VIEW, permission::order::APPROVE);
        assert!(viewer().has_perms(&[view]) && viewer().has_perms(&[]));
        assert!(!viewer().has_perms(&[view, approve]) && viewer().has_any_perm(&[approve, view]));
        assert!(viewer().has_module_perms("orders"));
        assert!(!viewer().has_module_perms("order") && !viewer().has_module_perms("auth"));
    }

    #[test]
    fn a_superuser_has_every_permission_but_no_group() {
        let root = Viewer {
            is_superuser: true,
            ..viewer()
        };
        assert!(root.has_perm(permission::order::APPROVE));
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
