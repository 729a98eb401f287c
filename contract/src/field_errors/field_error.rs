//! One thing that is wrong: its code, its sentence, and how it crosses the wire.

use serde::{Deserialize, Serialize};

use crate::basket::{MOST_LINES, MOST_PIECES};

/// The part of the user that a password resembles: Django's `DEFAULT_USER_ATTRIBUTES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribute {
    /// User name.
    Username,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// E-mail address.
    Email,
}

impl Attribute {
    const fn verbose_name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::FirstName => "first name",
            Self::LastName => "last name",
            Self::Email => "email address",
        }
    }
}

/// What is wrong with one field, or with the form as a whole. Codes are Django's where Django has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub enum FieldError {
    /// Nothing was given.
    Required,
    /// Longer than allowed, in characters.
    TooLong {
        /// Most characters allowed.
        max: usize,
    },
    /// Holds a NUL.
    NullCharacters,
    /// The form has no such field.
    UnknownField,
    /// Sent more than once.
    Repeated,
    /// Not one of the values offered.
    InvalidChoice,
    /// Not a user name by Django's rule.
    InvalidUsername,
    /// Letters of several scripts, which is how one name imitates another.
    MixedScripts,
    /// Kept for the site itself.
    ReservedUsername,
    /// Somebody has it, perhaps in other letter case.
    UsernameTaken,
    /// Not an e-mail address.
    InvalidEmail,
    /// Somebody has it, perhaps in other letter case.
    EmailTaken,
    /// Resembles something known about the user.
    PasswordTooSimilar {
        /// What it resembles.
        attribute: Attribute,
    },
    /// Too few characters.
    PasswordTooShort {
        /// Fewest characters allowed.
        min: usize,
    },
    /// On the list of common passwords.
    PasswordTooCommon,
    /// Digits only.
    PasswordEntirelyNumeric,
    /// The second password is not the first.
    PasswordMismatch,
    /// Unknown user, wrong password or inactive account: never says which.
    InvalidLogin,
    /// Right password, but the address has not been confirmed, and has to be.
    EmailNotConfirmed,
    /// Nobody can sign up at the moment.
    SignUpClosed,
    /// Not the password that is being changed.
    OldPasswordIncorrect,
    /// Not the password of who is logged in.
    PasswordIncorrect,
    /// The link from a mail was used, has expired, was replaced by a newer one, or never was one.
    InvalidLink,
    /// Another group has this name.
    GroupTaken,
    /// Another permission has this name.
    PermissionTaken,
    /// Not a name as code writes it.
    InvalidIdentifier,
    /// Not an amount of money.
    InvalidAmount,
    /// Not a number of pieces that a basket takes.
    InvalidQuantity,
    /// With those that are in the basket it would be more than it takes of one item.
    TooManyPieces,
    /// The basket takes no further item.
    BasketFull,
    /// There is nothing to order.
    BasketEmpty,
    /// What was to be ordered is not what is in the basket, or not at the price that was shown.
    BasketChanged,
    /// It is the address that the account has.
    SameEmail,
    /// Not a date, or not one that a person living can have been born on.
    InvalidDate,
    /// Not a date, or one that is over.
    DayIsOver,
    /// Not what was to be typed to confirm.
    ConfirmationMismatch,
    /// Without this account nobody could administer the site.
    LastSuperuser,
    /// Nobody has this user name, or who has it may not log in: never says which.
    NoSuchUser,
    /// No group has this name.
    NoSuchGroup,
    /// Neither a user nor a group was given, or both were.
    UserOrGroup,
    /// It is theirs already.
    AlreadyOwner,
    /// Somebody saved it after the form was opened.
    ChangedMeanwhile,
}

/// A [`FieldError`] as JSON: its code, and what its sentence needs. One flat structure reads quicker and takes less of
/// the browser's download than an enum with a tag inside.
#[derive(Default, Serialize, Deserialize)]
struct Wire {
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attribute: Option<Attribute>,
}

impl From<FieldError> for Wire {
    fn from(error: FieldError) -> Self {
        let mut wire = Self {
            code: error.code().to_owned(),
            ..Self::default()
        };
        match error {
            FieldError::TooLong { max } => wire.max = Some(max),
            FieldError::PasswordTooShort { min } => wire.min = Some(min),
            FieldError::PasswordTooSimilar { attribute } => wire.attribute = Some(attribute),
            _ => {}
        }
        wire
    }
}

impl TryFrom<Wire> for FieldError {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        const INCOMPLETE: &str = "an error without what belongs to it";
        match wire.code.as_str() {
            "too_long" => Ok(Self::TooLong {
                max: wire.max.ok_or(INCOMPLETE)?,
            }),
            "password_too_short" => Ok(Self::PasswordTooShort {
                min: wire.min.ok_or(INCOMPLETE)?,
            }),
            "password_too_similar" => Ok(Self::PasswordTooSimilar {
                attribute: wire.attribute.ok_or(INCOMPLETE)?,
            }),
            code => Self::PLAIN
                .iter()
                .find(|error| error.code() == code)
                .cloned()
                .ok_or("an unknown error"),
        }
    }
}

impl FieldError {
    /// Those that are their code and nothing else.
    const PLAIN: &[Self] = &[
        Self::Required,
        Self::NullCharacters,
        Self::UnknownField,
        Self::Repeated,
        Self::InvalidChoice,
        Self::InvalidUsername,
        Self::MixedScripts,
        Self::ReservedUsername,
        Self::UsernameTaken,
        Self::InvalidEmail,
        Self::EmailTaken,
        Self::PasswordTooCommon,
        Self::PasswordEntirelyNumeric,
        Self::PasswordMismatch,
        Self::InvalidLogin,
        Self::EmailNotConfirmed,
        Self::SignUpClosed,
        Self::OldPasswordIncorrect,
        Self::PasswordIncorrect,
        Self::InvalidLink,
        Self::GroupTaken,
        Self::PermissionTaken,
        Self::InvalidIdentifier,
        Self::InvalidAmount,
        Self::InvalidQuantity,
        Self::TooManyPieces,
        Self::BasketFull,
        Self::BasketEmpty,
        Self::BasketChanged,
        Self::SameEmail,
        Self::InvalidDate,
        Self::DayIsOver,
        Self::ConfirmationMismatch,
        Self::LastSuperuser,
        Self::NoSuchUser,
        Self::NoSuchGroup,
        Self::UserOrGroup,
        Self::AlreadyOwner,
        Self::ChangedMeanwhile,
    ];

    /// The name by which scripts know it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong { .. } => "too_long",
            Self::NullCharacters => "null_characters",
            Self::UnknownField => "unknown_field",
            Self::Repeated => "repeated",
            Self::InvalidChoice => "invalid_choice",
            Self::InvalidUsername => "invalid_username",
            Self::MixedScripts => "mixed_scripts",
            Self::ReservedUsername => "reserved_username",
            Self::UsernameTaken => "username_taken",
            Self::InvalidEmail => "invalid_email",
            Self::EmailTaken => "email_taken",
            Self::PasswordTooSimilar { .. } => "password_too_similar",
            Self::PasswordTooShort { .. } => "password_too_short",
            Self::PasswordTooCommon => "password_too_common",
            Self::PasswordEntirelyNumeric => "password_entirely_numeric",
            Self::PasswordMismatch => "password_mismatch",
            Self::InvalidLogin => "invalid_login",
            Self::EmailNotConfirmed => "email_not_confirmed",
            Self::SignUpClosed => "sign_up_closed",
            Self::OldPasswordIncorrect => "old_password_incorrect",
            Self::PasswordIncorrect => "password_incorrect",
            Self::InvalidLink => "invalid_link",
            Self::GroupTaken => "group_taken",
            Self::PermissionTaken => "permission_taken",
            Self::InvalidIdentifier => "invalid_identifier",
            Self::InvalidAmount => "invalid_amount",
            Self::InvalidQuantity => "invalid_quantity",
            Self::TooManyPieces => "too_many_pieces",
            Self::BasketFull => "basket_full",
            Self::BasketEmpty => "basket_empty",
            Self::BasketChanged => "basket_changed",
            Self::SameEmail => "same_email",
            Self::InvalidDate => "invalid_date",
            Self::DayIsOver => "day_is_over",
            Self::ConfirmationMismatch => "confirmation_mismatch",
            Self::LastSuperuser => "last_superuser",
            Self::NoSuchUser => "no_such_user",
            Self::NoSuchGroup => "no_such_group",
            Self::UserOrGroup => "user_or_group",
            Self::AlreadyOwner => "already_owner",
            Self::ChangedMeanwhile => "changed_meanwhile",
        }
    }

    /// The sentence shown beside the field: Django's own wording where Django has one.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Required => "This field is required.".into(),
            Self::TooLong { max } => format!("Use at most {max} characters."),
            Self::NullCharacters => "Null characters are not allowed.".into(),
            Self::UnknownField => "This form has no such field.".into(),
            Self::Repeated => "This field was sent more than once.".into(),
            Self::InvalidChoice => "Choose one of the values offered.".into(),
            Self::InvalidUsername => {
                "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."
                    .into()
            }
            Self::MixedScripts => "Use letters of one script only, such as Latin or Greek.".into(),
            Self::ReservedUsername => "This username is reserved. Choose another one.".into(),
            Self::UsernameTaken => "A user with that username already exists.".into(),
            Self::InvalidEmail => "Enter a valid email address.".into(),
            Self::EmailTaken => "A user with that email address already exists.".into(),
            Self::PasswordTooSimilar { attribute } => {
                format!("The password is too similar to the {}.", attribute.verbose_name())
            }
            Self::PasswordTooShort { min } => {
                let plural = if *min == 1 { "" } else { "s" };
                format!("This password is too short. It must contain at least {min} character{plural}.")
            }
            Self::PasswordTooCommon => "This password is too common.".into(),
            Self::PasswordEntirelyNumeric => "This password is entirely numeric.".into(),
            Self::PasswordMismatch => "The two password fields didn’t match.".into(),
            Self::InvalidLogin => {
                "Please enter a correct username and password. Note that both fields may be case-sensitive.".into()
            }
            Self::EmailNotConfirmed => {
                "Confirm your email address before you log in: the link is in the mail we have sent you.".into()
            }
            Self::SignUpClosed => "Sign-up is closed at the moment.".into(),
            Self::OldPasswordIncorrect => {
                "Your old password was entered incorrectly. Please enter it again.".into()
            }
            Self::PasswordIncorrect => "Your password was entered incorrectly. Please enter it again.".into(),
            Self::InvalidLink => "This link does not work any more. Ask for a new one.".into(),
            Self::GroupTaken => "Group with this name already exists.".into(),
            Self::PermissionTaken => "A permission of this name already exists in this app.".into(),
            Self::InvalidIdentifier => {
                "Use lower-case letters, digits and underscores, and begin with a letter.".into()
            }
            Self::InvalidAmount => "Enter an amount such as 12.50.".into(),
            Self::InvalidQuantity => format!("Enter a whole number from 1 to {MOST_PIECES}."),
            Self::TooManyPieces => {
                format!("With those in your basket this would be more than {MOST_PIECES} of one item.")
            }
            Self::BasketFull => format!("Your basket is full: it takes {MOST_LINES} different items."),
            Self::BasketEmpty => "There is nothing in your basket.".into(),
            Self::BasketChanged => {
                "Your basket is not what it was when this page was opened. Look at it again, then check out.".into()
            }
            Self::SameEmail => "This is your email address already.".into(),
            Self::InvalidDate => "Enter a valid date.".into(),
            Self::DayIsOver => "Enter today or a day to come.".into(),
            Self::ConfirmationMismatch => "This is not what you were asked to type.".into(),
            Self::LastSuperuser => {
                "You are the last active superuser. Make somebody else one first: without, nobody could administer \
                 this site."
                    .into()
            }
            Self::NoSuchUser => "There is no user of this name.".into(),
            Self::NoSuchGroup => "There is no group of this name.".into(),
            Self::UserOrGroup => "Give a username or a group, and not both.".into(),
            Self::AlreadyOwner => "This is the owner, who may do everything already.".into(),
            Self::ChangedMeanwhile => {
                "Somebody has saved this since you opened it. What you typed is still here: compare it with what is saved \
                 now, and save again to replace that."
                    .into()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_comes_back_from_its_code() {
        let with_parts = [
            FieldError::TooLong { max: 9 },
            FieldError::PasswordTooShort { min: 9 },
            FieldError::PasswordTooSimilar {
                attribute: Attribute::FirstName,
            },
        ];
        for error in FieldError::PLAIN.iter().cloned().chain(with_parts) {
            let json = serde_json::to_string(&error).expect("serialises");
            assert_eq!(
                serde_json::from_str::<FieldError>(&json).expect("reads back"),
                error,
                "{json}"
            );
        }
    }
}
