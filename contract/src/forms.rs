//! Every form, field by field: what may be sent, how long it may be, and what may be shown again.
//!
//! The server refuses a field that is not here, so a forged `is_staff=on` gets nowhere, and keeps only what is not
//! a password when it shows a refused form again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{field_errors::FieldErrors, paths};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text,
    /// An e-mail address.
    Email,
    /// Never shown again, never kept, never logged.
    Password,
    /// A check box.
    Flag,
    /// Carried along, not typed.
    Hidden,
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
        self.kind == Kind::Password
    }
}

/// The hidden field in which every form may carry the token of its session.
pub const CSRF_TOKEN: &str = "csrf_token";

/// One form. It posts to the path of its own page where it has one.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it posts to.
    pub path: &'static str,
    /// Its fields, in the order of the page.
    pub fields: &'static [Input],
}

impl Form {
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

/// Log in with a user name or an e-mail address.
pub const LOG_IN: Form = Form {
    path: paths::LOG_IN,
    fields: &[
        Input::new("username", Kind::Text, EMAIL_MAX),
        Input::new("password", Kind::Password, PASSWORD_MAX),
        Input::unlimited("remember_me", Kind::Flag),
        // Too long a target is no reason to refuse a log-in: it leads to the default page instead.
        Input::unlimited("next", Kind::Hidden),
    ],
};

/// Create an account.
pub const SIGN_UP: Form = Form {
    path: paths::SIGN_UP,
    fields: &[
        Input::new("username", Kind::Text, USERNAME_MAX),
        Input::new("email", Kind::Email, EMAIL_MAX),
        // Not limited here: the password rules say it with all their other findings.
        Input::unlimited("password1", Kind::Password),
        Input::unlimited("password2", Kind::Password),
        Input::unlimited("next", Kind::Hidden),
    ],
};

/// Log out.
pub const LOG_OUT: Form = Form {
    path: paths::LOG_OUT,
    fields: &[],
};

/// Remember an appearance.
pub const THEME: Form = Form {
    path: paths::THEME,
    fields: &[Input::new("theme", Kind::Hidden, 6)],
};

/// Not a form that anybody fills in: the data of the dashboard.
pub const DASHBOARD_DATA: Form = Form {
    path: paths::DASHBOARD_DATA,
    fields: &[],
};

const ALL: [&Form; 5] = [&LOG_IN, &SIGN_UP, &LOG_OUT, &THEME, &DASHBOARD_DATA];

/// A refused submission on its way back to its page: in the session for exactly one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The form's path.
    pub form: String,
    /// Why.
    pub errors: FieldErrors,
    /// What was typed, without secrets.
    pub values: BTreeMap<String, String>,
}

/// What a form starts with, from the server to the island.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormStart {
    /// It was refused a moment ago, without script, and is shown again.
    pub refused: Option<Refused>,
    /// Ties it to the session; `None` where there is no session to protect.
    pub csrf_token: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_called_a_password_is_secret() {
        for form in ALL {
            for field in form.fields {
                assert_eq!(
                    field.name.contains("password"),
                    field.is_secret(),
                    "{} {}",
                    form.path,
                    field.name
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
