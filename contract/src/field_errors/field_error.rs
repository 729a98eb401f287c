//! One thing that is wrong: its code and its sentence.

use serde::{Deserialize, Serialize};

use super::wire::Wire;
use crate::basket::{MAX_LINES, MAX_PIECES};

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

/// An error that is its code and nothing else is one line here: name, code, sentence.
macro_rules! field_errors {
    ($($(#[$doc:meta])* $name:ident = $code:literal $sentence:expr;)*) => {
        /// What is wrong with one field, or with the form as a whole. Codes are Django's where Django has one.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "Wire", into = "Wire")]
        pub enum FieldError {
            /// Longer than allowed, in characters.
            TooLong {
                /// Most characters allowed.
                max: usize,
            },
            /// Too few characters.
            PasswordTooShort {
                /// Fewest characters allowed.
                min: usize,
            },
            /// Resembles something known about the user.
            PasswordTooSimilar {
                /// What it resembles.
                attribute: Attribute,
            },
            $($(#[$doc])* $name,)*
        }

        impl FieldError {
            /// Those that are their code and nothing else.
            pub(super) const PLAIN: &[Self] = &[$(Self::$name),*];

            /// The name by which scripts know it.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self {
                    Self::TooLong { .. } => "too_long",
                    Self::PasswordTooShort { .. } => "password_too_short",
                    Self::PasswordTooSimilar { .. } => "password_too_similar",
                    $(Self::$name => $code,)*
                }
            }

            /// The sentence shown beside the field: Django's own wording where Django has one.
            #[must_use]
            pub fn message(&self) -> String {
                match self {
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
    /// Nothing was given.
    Required = "required" "This field is required.";
    /// Holds a NUL.
    NullCharacters = "null_characters" "Null characters are not allowed.";
    /// Holds control characters, or others that cannot be seen or turn the direction of the text.
    ControlCharacters = "control_characters" "Remove control characters and other characters that cannot be seen.";
    /// The form has no such field.
    UnknownField = "unknown_field" "This form has no such field.";
    /// Sent more than once.
    Repeated = "repeated" "This field was sent more than once.";
    /// Not one of the values offered.
    InvalidChoice = "invalid_choice" "Choose one of the values offered.";
    /// Not a user name by Django's rule.
    InvalidUsername = "invalid_username" "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.";
    /// Letters of several scripts, which is how one name imitates another.
    MixedScripts = "mixed_scripts" "Use letters of one script only, such as Latin or Greek.";
    /// Kept for the site itself.
    ReservedUsername = "reserved_username" "This username is reserved. Choose another one.";
    /// Somebody has it, perhaps in other letter case.
    UsernameTaken = "username_taken" "A user with that username already exists.";
    /// Not an e-mail address.
    InvalidEmail = "invalid_email" "Enter a valid email address.";
    /// Somebody has it, perhaps in other letter case.
    EmailTaken = "email_taken" "A user with that email address already exists.";
    /// On the list of common passwords.
    PasswordTooCommon = "password_too_common" "This password is too common.";
    /// Digits only.
    PasswordEntirelyNumeric = "password_entirely_numeric" "This password is entirely numeric.";
    /// The second password is not the first.
    PasswordMismatch = "password_mismatch" "The two password fields didn’t match.";
    /// Unknown user, wrong password or inactive account: never says which.
    InvalidLogin = "invalid_login" "Please enter a correct username and password. Note that both fields may be case-sensitive.";
    /// Right password, but the address has not been confirmed, and has to be.
    EmailNotConfirmed = "email_not_confirmed" "Confirm your email address before you log in: the link is in the mail we have sent you.";
    /// Nobody can sign up at the moment.
    SignUpClosed = "sign_up_closed" "Sign-up is closed at the moment.";
    /// Not the password that is being changed.
    OldPasswordIncorrect = "old_password_incorrect" "Your old password was entered incorrectly. Please enter it again.";
    /// Not the password of who is logged in.
    PasswordIncorrect = "password_incorrect" "Your password was entered incorrectly. Please enter it again.";
    /// The link from a mail was used, has expired, was replaced by a newer one, or never was one.
    InvalidLink = "invalid_link" "This link does not work any more. Ask for a new one.";
    /// Another group has this name.
    GroupTaken = "group_taken" "Group with this name already exists.";
    /// Could be taken for the name of a role.
    ReservedGroupName = "reserved_group_name" "This name is reserved for a role, or looks like one that is. Choose another name.";
    /// Roles go by the name of this group.
    RoleGroup = "role_group" "This group gives a role. It cannot be renamed or deleted.";
    /// Another permission has this name.
    PermissionTaken = "permission_taken" "A permission of this name already exists in this app.";
    /// Not a name as code writes it.
    InvalidIdentifier = "invalid_identifier" "Use lower-case letters, digits and underscores, and begin with a letter.";
    /// Not an amount of money.
    InvalidAmount = "invalid_amount" "Enter an amount such as 12.50.";
    /// Not a number of pieces that a basket takes.
    InvalidQuantity = "invalid_quantity" format!("Enter a whole number from 1 to {MAX_PIECES}.");
    /// With those that are in the basket it would be more than it takes of one item.
    TooManyPieces = "too_many_pieces" format!("With those in your basket this would be more than {MAX_PIECES} of one item.");
    /// The basket takes no further item.
    BasketFull = "basket_full" format!("Your basket is full: it takes {MAX_LINES} different items.");
    /// There is nothing to order.
    BasketEmpty = "basket_empty" "There is nothing in your basket.";
    /// What was to be ordered is not what is in the basket, or not at the price that was shown.
    BasketChanged = "basket_changed" "Your basket is not what it was when this page was opened. Look at it again, then check out.";
    /// It is the address that the account has.
    SameEmail = "same_email" "This is your email address already.";
    /// Not a date, or not one that a person living can have been born on.
    InvalidDate = "invalid_date" "Enter a valid date.";
    /// Not a date, or one that is over: neither is a day to come.
    DayIsOver = "day_is_over" "Enter today or a day to come.";
    /// Not what was to be typed to confirm.
    ConfirmationMismatch = "confirmation_mismatch" "This is not what you were asked to type.";
    /// Without this account nobody could administer the site.
    LastSuperuser = "last_superuser" "You are the last active superuser. Make somebody else one first: without, nobody could administer \
        this site.";
    /// Staff change their own account where its password is asked for, not in the admin.
    OwnAccount = "own_account" "This is your own account: change your name, your email address and your password in your settings.";
    /// The password was too old when the form came, and has been asked for since.
    NotSavedYet = "not_saved_yet" "Nothing has been saved yet: you were asked for your password first. Check the form, then send it again.";
    /// Nobody has this user name, or who has it may not log in: never says which.
    NoSuchUser = "no_such_user" "There is no user of this name.";
    /// No group has this name.
    NoSuchGroup = "no_such_group" "There is no group of this name.";
    /// Neither a user nor a group was given, or both were.
    UserOrGroup = "user_or_group" "Give a username or a group, and not both.";
    /// It is theirs already.
    AlreadyOwner = "already_owner" "This is the owner, who may do everything already.";
    /// Somebody saved it after the form was opened.
    ChangedMeanwhile = "changed_meanwhile" "Somebody has saved this since you opened it. What you typed is still here: compare it with what is saved \
        now, and save again to replace that.";
}
