//! From what a rule found to what a form says.

use contract::field_errors::{FieldError, FieldErrors};
use sea_orm::DbErr;

use crate::{
    email_address::EmailProblem,
    error::{Error, violated_unique},
    password_rules::PasswordProblem,
    username::UsernameProblem,
};

/// Turns the refusal of a unique index into the error of the field that caused it. Two people who ask for one name at
/// the same moment both pass the look beforehand; the index decides.
pub(crate) fn taken(error: DbErr) -> Error {
    let mut errors = FieldErrors::default();
    match violated_unique(&error, &["username_canonical", "email_canonical"]) {
        Some("username_canonical") => errors.add("username", FieldError::UsernameTaken),
        Some(_) => errors.add("email", FieldError::EmailTaken),
        None => return error.into(),
    }
    errors.into()
}

pub(crate) fn username_error(problem: UsernameProblem) -> FieldError {
    match problem {
        UsernameProblem::Required => FieldError::Required,
        UsernameProblem::TooLong { max } => FieldError::TooLong { max },
        UsernameProblem::InvalidCharacters => FieldError::InvalidUsername,
        UsernameProblem::MixedScripts => FieldError::MixedScripts,
        UsernameProblem::Reserved => FieldError::ReservedUsername,
    }
}

pub(crate) fn email_error(problem: EmailProblem) -> FieldError {
    match problem {
        EmailProblem::Required => FieldError::Required,
        EmailProblem::TooLong { max } => FieldError::TooLong { max },
        EmailProblem::Invalid => FieldError::InvalidEmail,
    }
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
