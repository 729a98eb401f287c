//! Permissions: named `app_label.codename`, exact and case-sensitive, as in Django.
//!
//! Every model has `add_`, `change_`, `delete_` and `view_`; a model may declare more. `migrate` writes what is
//! declared here into the database, so a permission exists as soon as its line does.

use crate::role::Role;

/// A permission that code checks for. A constant, so that a misspelt one does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Permission(&'static str);

impl Permission {
    /// The full name, `app_label.codename`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// May list and open every user.
pub const VIEW_USER: Permission = Permission("auth.view_user");
/// May see all orders, not only their own.
pub const VIEW_ORDER: Permission = Permission("orders.view_order");
/// May turn a pending order into an approved one.
pub const APPROVE_ORDER: Permission = Permission("orders.approve_order");
/// May open the order report.
pub const VIEW_REPORT: Permission = Permission("orders.view_report");
/// May read the audit log.
pub const VIEW_AUDIT: Permission = Permission("audit.view_entry");

/// Permissions that each model gets without asking: Django's `Meta.default_permissions`.
const DEFAULT_ACTIONS: [&str; 4] = ["add", "change", "delete", "view"];

/// A model as far as permissions are concerned.
struct Model {
    app_label: &'static str,
    name: &'static str,
    /// Codename and sentence of what this model has beyond the default four: Django's `Meta.permissions`.
    extra: &'static [(&'static str, &'static str)],
}

const MODELS: &[Model] = &[
    Model {
        app_label: "auth",
        name: "user",
        extra: &[],
    },
    Model {
        app_label: "auth",
        name: "group",
        extra: &[],
    },
    Model {
        app_label: "auth",
        name: "permission",
        extra: &[],
    },
    Model {
        app_label: "sessions",
        name: "session",
        extra: &[],
    },
    Model {
        app_label: "audit",
        name: "entry",
        extra: &[],
    },
    Model {
        app_label: "orders",
        name: "order",
        extra: &[
            ("approve_order", "Can approve order"),
            ("view_report", "Can view report"),
        ],
    },
    Model {
        app_label: "projects",
        name: "project",
        extra: &[],
    },
];

/// A permission as the database keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// `auth`, `orders`, …
    pub app_label: &'static str,
    /// `user`, `order`, …
    pub model: &'static str,
    /// `add_user`, `approve_order`, …
    pub codename: String,
    /// Django's sentence: "Can add user".
    pub name: String,
}

/// All declared permissions, model by model, the default four first.
pub fn declared() -> impl Iterator<Item = Declared> {
    MODELS.iter().flat_map(|model| {
        let defaults = DEFAULT_ACTIONS.iter().map(|action| {
            (
                format!("{action}_{}", model.name),
                format!("Can {action} {}", model.name),
            )
        });
        let extra = model
            .extra
            .iter()
            .map(|(codename, name)| ((*codename).to_owned(), (*name).to_owned()));
        defaults.chain(extra).map(|(codename, name)| Declared {
            app_label: model.app_label,
            model: model.name,
            codename,
            name,
        })
    })
}

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
    use super::*;

    #[test]
    fn every_constant_is_declared() {
        let all: Vec<String> = declared()
            .map(|p| format!("{}.{}", p.app_label, p.codename))
            .collect();
        for constant in [VIEW_USER, VIEW_ORDER, APPROVE_ORDER, VIEW_REPORT, VIEW_AUDIT] {
            assert!(
                all.iter().any(|name| name == constant.name()),
                "{} is not declared",
                constant.name()
            );
        }
    }

    #[test]
    fn names_follow_django() {
        let first = declared().next().expect("there are permissions");
        assert_eq!(
            (first.codename.as_str(), first.name.as_str()),
            ("add_user", "Can add user")
        );
        assert!(declared().any(|p| p.codename == "approve_order" && p.name == "Can approve order"));
    }

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
