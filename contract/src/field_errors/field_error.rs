//! A validation error: its code and its message.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::wire::Wire;

/// A user attribute that a password is compared with: Django's `DEFAULT_USER_ATTRIBUTES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribute {
    /// The username.
    Username,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// The email address.
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

/// Declares the errors. An error without values is one line: variant, code, message.
macro_rules! field_errors {
    ($($(#[$doc:meta])* $name:ident = $code:literal $sentence:expr;)*) => {
        /// A validation error of a field, or of the form as a whole. Codes are Django's if Django has one.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "Wire", into = "Wire")]
        pub enum FieldError {
            /// The value is too long.
            TooLong {
                /// The maximum length in characters.
                max: usize,
            },
            /// The password is too short.
            PasswordTooShort {
                /// The minimum length in characters.
                min: usize,
            },
            /// The password resembles an attribute of the user.
            PasswordTooSimilar {
                /// The attribute.
                attribute: Attribute,
            },
            /// An error of a domain, with its own code and message.
            Custom {
                /// The code, for scripts.
                code: Cow<'static, str>,
                /// The message, for users.
                message: Cow<'static, str>,
            },
            $($(#[$doc])* $name,)*
        }

        impl FieldError {
            /// Creates an error of a domain from a code for scripts and a message for users.
            #[must_use]
            pub fn custom(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
                Self::Custom {
                    code: Cow::Borrowed(code),
                    message: message.into(),
                }
            }

            /// All errors without values.
            pub(super) const PLAIN: &[Self] = &[$(Self::$name),*];

            /// The code, for scripts.
            #[must_use]
            pub fn code(&self) -> &str {
                match self {
                    Self::Custom { code, .. } => code,
                    Self::TooLong { .. } => "too_long",
                    Self::PasswordTooShort { .. } => "password_too_short",
                    Self::PasswordTooSimilar { .. } => "password_too_similar",
                    $(Self::$name => $code,)*
                }
            }

            /// The message for users: Django's wording if Django has the error.
            #[must_use]
            pub fn message(&self) -> String {
                match self {
                    Self::Custom { message, .. } => message.clone().into_owned(),
                    Self::TooLong { max } => format!("Use at most {max} characters."),
                    Self::PasswordTooShort { min } => {
                        let plural = if *min == 1 { "" } else { "s" };
                        format!("This password is too short. It must contain at least {min} character{plural}.")
                    }
                    Self::PasswordTooSimilar { attribute } => {
                        format!("The password is too similar to the {}.", attribute.verbose_name())
                    }
                    $(Self::$name => $sentence.into(),)*
                }
            }
        }
    };
}

field_errors! {
    /// The value is missing.
    Required = "required" "This field is required.";
    /// The value contains a NUL character.
    NullCharacters = "null_characters" "Null characters are not allowed.";
    /// The value contains control characters, invisible characters, or characters that change the text direction.
    ControlCharacters = "control_characters" "Remove control characters and other invisible characters.";
    /// The form does not declare this field.
    UnknownField = "unknown_field" "This form has no such field.";
    /// The field was sent more than once.
    Repeated = "repeated" "This field was sent more than once.";
    /// The value is not one of the choices.
    InvalidChoice = "invalid_choice" "Choose one of the values offered.";
    /// The username does not meet Django's rules.
    InvalidUsername = "invalid_username" "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.";
    /// The name mixes scripts, which is a way to imitate another name.
    MixedScripts = "mixed_scripts" "Use letters of one script only, such as Latin or Greek.";
    /// The username is reserved for the site.
    ReservedUsername = "reserved_username" "This username is reserved. Choose another one.";
    /// The username is taken, possibly in another letter case.
    UsernameTaken = "username_taken" "A user with that username already exists.";
    /// The value is not an email address.
    InvalidEmail = "invalid_email" "Enter a valid email address.";
    /// The address is taken, possibly in another letter case.
    EmailTaken = "email_taken" "A user with that email address already exists.";
    /// The password is in the list of common passwords.
    PasswordTooCommon = "password_too_common" "This password is too common.";
    /// The password consists of digits.
    PasswordEntirelyNumeric = "password_entirely_numeric" "This password is entirely numeric.";
    /// The two passwords differ.
    PasswordMismatch = "password_mismatch" "The two password fields didn’t match.";
    /// Unknown user, wrong password or inactive account. The error does not distinguish them, to prevent user enumeration.
    InvalidLogin = "invalid_login" "Please enter a correct username and password. Note that both fields may be case-sensitive.";
    /// The password is correct, but the address must be confirmed before the user can log in.
    EmailNotConfirmed = "email_not_confirmed" "Confirm your email address before you log in. We have sent you an email with a link.";
    /// Sign-up is closed.
    SignUpClosed = "sign_up_closed" "Sign-up is closed at the moment.";
    /// The current password is wrong, when the password is changed.
    OldPasswordIncorrect = "old_password_incorrect" "Your old password was entered incorrectly. Please enter it again.";
    /// The password of the logged-in user is wrong.
    PasswordIncorrect = "password_incorrect" "Your password was entered incorrectly. Please enter it again.";
    /// The link has been used, has expired, was replaced by a newer one, or was never valid.
    InvalidLink = "invalid_link" "This link is no longer valid. Request a new one.";
    /// Another group has this name.
    GroupTaken = "group_taken" "Group with this name already exists.";
    /// The name resembles the name of a role.
    ReservedGroupName = "reserved_group_name" "This name is reserved for a role or resembles one. Choose another name.";
    /// The group gives a role.
    RoleGroup = "role_group" "This group gives a role. It cannot be renamed or deleted.";
    /// Another permission has this name.
    PermissionTaken = "permission_taken" "A permission with this name already exists in this app.";
    /// The value is not a valid identifier.
    InvalidIdentifier = "invalid_identifier" "Use lowercase letters, digits and underscores, starting with a letter.";
    /// The new address is the current one.
    SameEmail = "same_email" "This is already your email address.";
    /// The value is not a date, or not a plausible date of birth.
    InvalidDate = "invalid_date" "Enter a valid date.";
    /// The value is not a date, or is in the past.
    DayIsOver = "day_is_over" "Enter today’s date or a later one.";
    /// The value does not match the text that has to be typed to confirm.
    ConfirmationMismatch = "confirmation_mismatch" "The text does not match.";
    /// Without this account, there would be no active superuser.
    LastSuperuser = "last_superuser" "You are the last active superuser. Make someone else a superuser first: otherwise nobody could administer \
        this site.";
    /// Staff change their own account in the settings, which ask for the password.
    OwnAccount = "own_account" "This is your own account. Change your name, email address and password in your settings.";
    /// The user had to authenticate again first, so the form has not been processed.
    NotSavedYet = "not_saved_yet" "Nothing has been saved yet, because you had to confirm your password first. Check the form and submit it again.";
    /// There is no such user, or the user is inactive. The error does not distinguish them.
    NoSuchUser = "no_such_user" "There is no user with this name.";
    /// There is no such group.
    NoSuchGroup = "no_such_group" "There is no group with this name.";
    /// The object was changed after the form was loaded: an edit conflict.
    ChangedMeanwhile = "changed_meanwhile" "Someone else has saved this since you opened it. Your input is still here: compare it with the saved \
        version, and save again to replace that.";
}
