//! What a new password has to satisfy: Django's four validators in Django's order, and the limits that keep hashing safe.

mod common;
mod similarity;

use crate::{Auth, python_str};

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms,
};
use entity::user;

pub use common::common_passwords;
pub use contract::field_errors::Attribute;
pub use similarity::quick_ratio;

/// The longest password, in code points (NIST SP 800-63B-4 and ASVS 6.2.9 ask for at least 64). Longer ones are refused, never cut.
pub const MAX_LENGTH: usize = forms::MAX_PASSWORD_LENGTH;
/// The longest password, in bytes of UTF-8.
pub const MAX_BYTES: usize = 1024;

/// The rules, with the one number that is a matter of configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRules {
    /// The fewest code points; `min_length` of Django's `MinimumLengthValidator`.
    pub min_length: usize,
}

impl Default for PasswordRules {
    fn default() -> Self {
        Self {
            min_length: forms::DEFAULT_MIN_PASSWORD_LENGTH,
        }
    }
}

/// What is known about the person, which a password should not resemble: Django's `DEFAULT_USER_ATTRIBUTES`. Unknown is the empty string.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PersonalData<'a> {
    /// The name to log in with.
    pub username: &'a str,
    /// The first name.
    pub first_name: &'a str,
    /// The last name.
    pub last_name: &'a str,
    /// The e-mail address.
    pub email: &'a str,
}

impl<'a> PersonalData<'a> {
    /// What is known about a user.
    #[must_use]
    pub fn of(user: &'a user::Model) -> Self {
        Self {
            username: &user.username,
            first_name: &user.first_name,
            last_name: &user.last_name,
            email: &user.email,
        }
    }
}

/// One rule that a password breaks. The sentences are said elsewhere; Django's are quoted here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordProblem {
    /// "The password is too similar to the {username}." Only the first such attribute is reported.
    TooSimilar(Attribute),
    /// "This password is too short. It must contain at least {min} characters."
    TooShort {
        /// The fewest code points.
        min: usize,
    },
    /// "This password is too common."
    TooCommon,
    /// "This password is entirely numeric."
    EntirelyNumeric,
    /// "Ensure this value has at most {max} characters." Also said of a password of more than [`MAX_BYTES`].
    TooLong {
        /// The most code points.
        max: usize,
    },
    /// "Null characters are not allowed."
    NulCharacter,
}

impl PasswordProblem {
    /// The `code` of Django's `ValidationError`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooSimilar(_) => "password_too_similar",
            Self::TooShort { .. } => "password_too_short",
            Self::TooCommon => "password_too_common",
            Self::EntirelyNumeric => "password_entirely_numeric",
            Self::TooLong { .. } => "max_length",
            Self::NulCharacter => "null_characters_not_allowed",
        }
    }
}

impl PasswordRules {
    /// Everything that is wrong with `password`, in Django's order; empty if it is good (Django's `validate_password`).
    ///
    /// A password that is too long or holds a NUL gets that one answer only: Django's form field refuses it before the validators run, and no rule then has to work on a text of any length.
    pub fn check(&self, password: &str, about: &PersonalData<'_>) -> Vec<PasswordProblem> {
        if password.len() > MAX_BYTES || password.chars().count() > MAX_LENGTH {
            return vec![PasswordProblem::TooLong { max: MAX_LENGTH }];
        }
        if password.contains('\0') {
            return vec![PasswordProblem::NulCharacter];
        }
        let mut problems = Vec::new();
        if let Some(attribute) = similarity::similar_attribute(password, about) {
            problems.push(PasswordProblem::TooSimilar(attribute));
        }
        if password.chars().count() < self.min_length {
            problems.push(PasswordProblem::TooShort { min: self.min_length });
        }
        if common::is_common(password) {
            problems.push(PasswordProblem::TooCommon);
        }
        if python_str::is_digits(password) {
            problems.push(PasswordProblem::EntirelyNumeric);
        }
        problems
    }
}

/// Django's pair of new passwords: every rule on the first, a mismatch on the second. Each comes with its field's name.
pub(crate) fn check_password_pair(
    auth: &Auth,
    about: &PersonalData<'_>,
    (field1, password1): (&str, &str),
    (field2, password2): (&str, &str),
    errors: &mut FieldErrors,
) {
    if password1.is_empty() {
        errors.add(field1, FieldError::Required);
    } else {
        for error in check_password(auth, password1, about) {
            errors.add(field1, error);
        }
    }
    if password2.is_empty() {
        errors.add(field2, FieldError::Required);
    } else if password1 != password2 {
        errors.add(field2, FieldError::PasswordMismatch);
    }
}

/// Runs all password validators on a password for this person: every failure at once, as in Django.
#[must_use]
pub fn check_password(auth: &Auth, password: &str, about: &PersonalData<'_>) -> Vec<FieldError> {
    PasswordRules {
        min_length: auth.site.password_min_length,
    }
    .check(password, about)
    .into_iter()
    .map(Into::into)
    .collect()
}

impl From<PasswordProblem> for FieldError {
    fn from(problem: PasswordProblem) -> Self {
        match problem {
            PasswordProblem::TooSimilar(attribute) => Self::PasswordTooSimilar { attribute },
            PasswordProblem::TooShort { min } => Self::PasswordTooShort { min },
            PasswordProblem::TooCommon => Self::PasswordTooCommon,
            PasswordProblem::EntirelyNumeric => Self::PasswordEntirelyNumeric,
            PasswordProblem::TooLong { max } => Self::TooLong { max },
            PasswordProblem::NulCharacter => Self::NullCharacters,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PasswordProblem::*;
    use super::*;

    fn check(password: &str) -> Vec<PasswordProblem> {
        let about = PersonalData {
            username: "alice_smith",
            first_name: "Alice",
            ..PersonalData::default()
        };
        PasswordRules::default().check(password, &about)
    }

    #[test]
    fn good_passwords_have_no_problem() {
        for password in [
            "correct horse battery staple",
            "Tr0ub4dor&3",
            "пять зелёных слонов",
            "密码很长而且不常见",
            "        x y",
        ] {
            assert_eq!(check(password), [], "{password}");
        }
    }

    #[test]
    fn all_problems_are_reported_in_djangos_order() {
        assert_eq!(
            check("12345678"),
            [TooShort { min: 9 }, TooCommon, EntirelyNumeric]
        );
        assert_eq!(
            check("alice"),
            [TooSimilar(Attribute::FirstName), TooShort { min: 9 }, TooCommon]
        );
        assert_eq!(check(""), [TooShort { min: 9 }]);
        assert_eq!(check("٣٤٥²③٨٧٠١"), [EntirelyNumeric]);
    }

    #[test]
    fn length_is_counted_in_code_points() {
        assert_eq!(check("äöü漢字🔑ßé"), [TooShort { min: 9 }]);
        assert_eq!(check("äöü漢字🔑ßéx"), []);
    }

    #[test]
    fn too_long_is_said_alone() {
        let varied = |length: u32| {
            (0..length)
                .filter_map(|i| char::from_u32(0x4e00 + i * 7))
                .collect::<String>()
        };
        assert_eq!(check(&varied(256)), []);
        assert_eq!(check(&varied(257)), [TooLong { max: 256 }]);
        assert_eq!(check(&"1".repeat(257)), [TooLong { max: 256 }]);
        assert_eq!(check(&"🔑".repeat(256)).first(), Some(&TooCommon)); // exactly 1,024 bytes
        assert_eq!(check(&"1".repeat(1 << 20)), [TooLong { max: 256 }]);
    }

    #[test]
    fn nul_is_said_alone() {
        assert_eq!(check("a\0b"), [NulCharacter]);
    }
}
