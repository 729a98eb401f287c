//! Every form, field by field: what may be sent, how long it may be, and what may be shown again.
//!
//! The server refuses a field that is not here, so a forged `is_staff=on` gets nowhere, and keeps only what is not
//! a password when it shows a refused form again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field_errors::FieldErrors;

mod account;
mod admin;
mod basket;
mod data;
mod orders;
mod projects;
mod settings;

pub use self::{account::*, admin::*, basket::*, data::*, orders::*, projects::*, settings::*};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text,
    /// Text of several lines: a browser ends each with two characters, which count and are kept as one.
    Lines,
    /// An e-mail address.
    Email,
    /// Never shown again, never kept, never logged.
    Password,
    /// A telephone number.
    Phone,
    /// A day, as `YYYY-MM-DD`.
    Date,
    /// A whole number.
    Number,
    /// A check box.
    Checkbox,
    /// Check boxes of one name: any number of values, none included.
    Many,
    /// Carried along, not typed.
    Hidden,
    /// A secret that is carried along: never kept, never logged.
    Token,
}

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// The `name` in the form.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Most characters; more is refused, never cut.
    pub max_length: Option<usize>,
}

impl Input {
    const fn new(name: &'static str, kind: Kind, max_length: usize) -> Self {
        Self {
            name,
            kind,
            max_length: Some(max_length),
        }
    }

    const fn unlimited(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            max_length: None,
        }
    }

    /// May the value be kept for showing the form again?
    #[must_use]
    pub fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::Password | Kind::Token)
    }
}

/// The hidden field in which every form may carry the token of its session.
pub const CSRF_TOKEN: &str = "csrf_token";

/// One form. Most post to the path of their own page.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it posts to. Parameters in braces are fields as well: a browser says them in the address, a script may say
    /// them in the body instead.
    pub path: &'static str,
    /// The page that it is on, where that is another path: one with the same parameters or none.
    pub page: Option<&'static str>,
    /// Its fields, in the order of the page.
    pub fields: &'static [Input],
}

impl Form {
    const fn new(path: &'static str, fields: &'static [Input]) -> Self {
        Self {
            path,
            page: None,
            fields,
        }
    }

    const fn on(self, page: &'static str) -> Self {
        Self {
            page: Some(page),
            ..self
        }
    }

    /// The form that posts to this path.
    #[must_use]
    pub fn at(path: &str) -> Option<&'static Self> {
        ALL.iter().find(|form| form.path == path).copied()
    }

    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Input> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Longest user name: Django's `AbstractUser.username`.
pub const USERNAME_MAX: usize = 150;
/// Longest e-mail address: Django's `EmailField`, RFC 5321.
pub const EMAIL_MAX: usize = 254;
/// Shortest password where `PASSWORD_MIN_LENGTH` does not say otherwise.
pub const PASSWORD_MIN: usize = 9;
/// Longest password (ASVS 6.2.9 asks for 64 at least). Longer is refused, never cut.
pub const PASSWORD_MAX: usize = 256;

const ALL: &[&Form] = &[
    &LOG_IN,
    &SIGN_UP,
    &LOG_OUT,
    &PASSWORD_CHANGE,
    &PASSWORD_RESET,
    &RESET,
    &VERIFY_EMAIL,
    &VERIFY_EMAIL_LINK,
    &UNDO_EMAIL_CHANGE,
    &REAUTHENTICATE,
    &PROFILE,
    &EMAIL,
    &SESSIONS,
    &OTHER_SESSIONS,
    &DELETE_ACCOUNT,
    &THEME,
    &PROFILE_DATA,
    &EMAIL_DATA,
    &SESSIONS_DATA,
    &RESET_DATA,
    &LINK_DATA,
    &DASHBOARD_DATA,
    &MAILBOX_DATA,
    &NEW_ORDER,
    &APPROVE_ORDER,
    &ORDERS_DATA,
    &ORDER_DATA,
    &NEW_PROJECT,
    &EDIT_PROJECT,
    &SHARE_PROJECT,
    &REVOKE_PROJECT,
    &DELETE_PROJECT,
    &PROJECTS_DATA,
    &PROJECT_DATA,
    &MANAGER_DASHBOARD_DATA,
    &ADMIN_DASHBOARD_DATA,
    &REPORTS_DATA,
    &BASKET,
    &CHANGE_BASKET,
    &REMOVE_FROM_BASKET,
    &EMPTY_BASKET,
    &CHECK_OUT,
    &BASKET_DATA,
    &ADMIN_NEW_USER,
    &ADMIN_USER,
    &ADMIN_USER_PASSWORD,
    &ADMIN_DISABLE_PASSWORD,
    &ADMIN_END_SESSIONS,
    &ADMIN_DELETE_USER,
    &ADMIN_BULK,
    &ADMIN_BULK_DATA,
    &ADMIN_USERS_DATA,
    &ADMIN_USER_DATA,
    &ADMIN_DELETE_USER_DATA,
    &ADMIN_NEW_GROUP,
    &ADMIN_GROUP,
    &ADMIN_GROUP_MEMBERS,
    &ADMIN_REMOVE_MEMBER,
    &ADMIN_DELETE_GROUP,
    &ADMIN_GROUPS_DATA,
    &ADMIN_GROUP_DATA,
    &ADMIN_NEW_GROUP_DATA,
    &ADMIN_NEW_PERMISSION,
    &ADMIN_DELETE_PERMISSION,
    &ADMIN_PERMISSION_DATA,
    &ADMIN_PERMISSIONS_DATA,
    &ADMIN_WHY_DATA,
    &ADMIN_AUDIT_DATA,
];

/// A refused submission on its way back to its page: in the session for exactly one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedForm {
    /// The form's path, with its parameters in braces.
    pub form: String,
    /// The page that shows it again, hashed: the path of one may be a secret.
    #[serde(default)]
    pub page: String,
    /// Why.
    pub errors: FieldErrors,
    /// What was typed, without secrets.
    pub values: BTreeMap<String, String>,
}

/// What a form starts with, from the server to the island.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormState {
    /// It was refused a moment ago, without script, and is shown again.
    pub refused: Option<RejectedForm>,
    /// Ties it to the session; `None` where there is no session to protect.
    pub csrf_token: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_called_a_password_or_a_token_is_secret() {
        for form in ALL {
            for field in form.fields {
                assert_eq!(
                    field.name.contains("password") || field.name.contains("token"),
                    field.is_secret(),
                    "{} {}",
                    form.path,
                    field.name
                );
            }
        }
    }

    #[test]
    fn parameters_are_fields() {
        for form in ALL {
            for parameter in form
                .path
                .split('/')
                .filter_map(|segment| segment.strip_prefix('{'))
            {
                assert!(
                    form.field(parameter.trim_end_matches('}')).is_some(),
                    "{} {parameter}",
                    form.path
                );
            }
        }
    }

    #[test]
    fn a_form_is_found_by_its_path() {
        assert_eq!(Form::at("/login"), Some(&LOG_IN));
        assert_eq!(Form::at("/login/"), None);
    }
}
