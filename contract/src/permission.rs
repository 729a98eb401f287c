//! Permissions: named `app_label.codename`, exact and case-sensitive, as in Django.
//!
//! Every model has `add_`, `change_`, `delete_` and `view_`; a model may declare more. The core declares its models in [`built_in`], a
//! domain declares its models with [`permission_models!`](crate::permission_models), and a [`Catalogue`] joins them. `migrate` writes the
//! catalogue into the database, so a permission exists as soon as its line does.

pub mod built_in;
mod catalogue;
mod models;

pub use self::{
    built_in::{entry, group, permission_model, session, user},
    catalogue::{Catalogue, Declaration, Declared, NaturalKey, Rename},
    models::Model,
};

/// A permission that code checks for. A constant, so that a misspelt one does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Permission(&'static str);

impl Permission {
    /// For [`permission_models!`](crate::permission_models), which declares what it names.
    #[doc(hidden)]
    #[must_use]
    pub const fn declared(name: &'static str) -> Self {
        Self(name)
    }

    /// The full name, `app_label.codename`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
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
    fn a_name_has_two_parts() {
        assert_eq!(split("auth.view_user"), Ok(("auth", "view_user")));
        for bad in ["view_user", "", ".", "auth.", ".view_user"] {
            assert_eq!(split(bad), Err(BAD_NAME), "{bad}");
        }
    }
}
