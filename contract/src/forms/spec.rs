//! Constructors for the fields of a declaration.

use super::{Field, Kind, MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH, Spec};

/// A line of text.
#[must_use]
pub const fn text(max_length: usize) -> Spec {
    Spec::Input(Kind::Text, Some(max_length))
}

/// Text of several lines.
#[must_use]
pub const fn lines(max_length: usize) -> Spec {
    Spec::Input(Kind::Lines, Some(max_length))
}

/// An email address.
#[must_use]
pub const fn email() -> Spec {
    Spec::Input(Kind::Email, Some(MAX_EMAIL_LENGTH))
}

/// The user's current password.
#[must_use]
pub const fn password() -> Spec {
    Spec::Input(Kind::Password, Some(MAX_PASSWORD_LENGTH))
}

/// A new password. Its length is one of the password rules, which report all their errors together.
#[must_use]
pub const fn new_password() -> Spec {
    Spec::Input(Kind::Password, None)
}

/// A telephone number.
#[must_use]
pub const fn phone(max_length: usize) -> Spec {
    Spec::Input(Kind::Phone, Some(max_length))
}

/// A day.
#[must_use]
pub const fn date() -> Spec {
    Spec::Input(Kind::Date, Some(10))
}

/// A whole number with a maximum number of digits.
#[must_use]
pub const fn number(max_length: usize) -> Spec {
    Spec::Input(Kind::Number, Some(max_length))
}

/// A check box, for a `bool`.
#[must_use]
pub const fn checkbox() -> Spec {
    Spec::Input(Kind::Checkbox, None)
}

/// Check boxes that share a name, for a `Vec<String>`, with a maximum length for each value.
#[must_use]
pub const fn many(max_length: usize) -> Spec {
    Spec::Input(Kind::Many, Some(max_length))
}

/// A hidden value.
#[must_use]
pub const fn hidden(max_length: usize) -> Spec {
    Spec::Input(Kind::Hidden, Some(max_length))
}

/// The redirect target: Django's `next`. One that is too long is ignored, so that it does not prevent a login.
#[must_use]
pub const fn next() -> Spec {
    Spec::Input(Kind::Hidden, None)
}

/// All fields of a struct that [`fields!`](crate::fields) declares.
#[must_use]
pub const fn group(fields: &'static [Field]) -> Spec {
    Spec::Group(fields)
}

/// The named fields of a struct. The other fields are empty.
#[must_use]
pub const fn some_of(fields: &'static [Field], names: &'static [&'static str]) -> Spec {
    Spec::Some(fields, names)
}
