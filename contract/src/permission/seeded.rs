//! What the three groups hold in a fresh installation.

use crate::role::Role;

/// Does the group of this role hold the permission in a fresh installation (`seed_roles`)?
#[must_use]
pub fn seeded(role: Role, app_label: &str, codename: &str) -> bool {
    match role {
        Role::Customer => matches!(
            (app_label, codename),
            ("orders", "add_order") | ("projects", "add_project")
        ),
        Role::Manager => matches!(
            (app_label, codename),
            (
                "orders",
                "view_order" | "change_order" | "approve_order" | "view_report"
            ) | ("projects", "add_project")
        ),
        Role::Admin => {
            matches!(app_label, "auth" | "sessions" | "orders" | "projects")
                || (app_label, codename) == ("audit", "view_entry")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::declared, *};

    #[test]
    fn roles_hold_what_the_table_says() {
        let count = |role| {
            declared()
                .filter(|p| seeded(role, p.app_label, &p.codename))
                .count()
        };
        assert_eq!(count(Role::Customer), 2);
        assert_eq!(count(Role::Manager), 5);
        assert_eq!(count(Role::Admin), 12 + 4 + 1 + 6 + 4);
    }
}
