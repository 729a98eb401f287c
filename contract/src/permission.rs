//! Permissions: named `app_label.codename`, exact and case-sensitive, as in Django.
//!
//! Every model has `add_`, `change_`, `delete_` and `view_`; a model may declare more. `migrate` writes what is declared in
//! [`models`](self) into the database, so a permission exists as soon as its line does.

mod models;
mod seeded;
mod unasked;

pub use self::{
    models::{MODELS, RENAMED, entry, group, order, permission_model, project, session, user},
    seeded::seeded,
    unasked::UNASKED,
};

/// A permission that code checks for. A constant, so that a misspelt one does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Permission(&'static str);

impl Permission {
    /// The full name, `app_label.codename`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// A model as far as permissions are concerned: Django's content type, and `Meta.permissions`.
#[derive(Debug)]
pub struct Model {
    /// `auth`, `orders`, …
    pub app_label: &'static str,
    /// `user`, `order`, …
    pub name: &'static str,
    /// Codename and sentence of what this model has beyond the default four.
    pub extra: &'static [(&'static str, &'static str)],
}

/// Permissions that each model gets without asking: Django's `Meta.default_permissions`.
const DEFAULT_ACTIONS: [&str; 4] = ["add", "change", "delete", "view"];

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

/// Why a text names no permission: Django's sentence.
pub const BAD_NAME: &str = "Permission name should be in the form app_label.permission_codename.";

/// App label and codename of a full name.
///
/// # Errors
/// [`BAD_NAME`], where there is no dot, or nothing on one side of it.
pub fn split(name: &str) -> Result<(&str, &str), &'static str> {
    name.split_once('.')
        .filter(|(app_label, codename)| !app_label.is_empty() && !codename.is_empty())
        .ok_or(BAD_NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_django() {
        let first = declared().next().expect("there are permissions");
        assert_eq!(
            (first.codename.as_str(), first.name.as_str()),
            ("add_user", "Can add user")
        );
        assert!(declared().any(|p| p.codename == "approve_order" && p.name == "Can approve order"));
        assert_eq!(user::VIEW.name(), "auth.view_user");
        assert_eq!(order::APPROVE.name(), "orders.approve_order");
    }

    #[test]
    fn every_natural_key_is_declared_once() {
        let mut keys: Vec<_> = declared().map(|p| (p.app_label, p.codename)).collect();
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }

    #[test]
    fn a_name_has_two_parts() {
        assert_eq!(split("auth.view_user"), Ok(("auth", "view_user")));
        for bad in ["view_user", "", ".", "auth.", ".view_user"] {
            assert_eq!(split(bad), Err(BAD_NAME), "{bad}");
        }
    }
}
