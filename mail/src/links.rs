//! Mails with a link that proves that somebody can read the mail: the link holds a token and is as good as a password.

use crate::render::mail;

/// A link to set a new password, for who asked for it.
#[derive(Clone, Copy)]
pub struct PasswordReset<'a> {
    /// Whose password it is.
    pub username: &'a str,
    /// Where a new password is set, with the token: `/reset/MQ/abc`. Opening it must not use it up, as the mail says.
    pub path: &'a str,
    /// How long the link holds: "3 days".
    pub valid_for: &'a str,
}

/// A link that confirms the address of an account, to that address.
#[derive(Clone, Copy)]
pub struct VerifyEmail<'a> {
    /// Whose address it is said to be.
    pub username: &'a str,
    /// Where the address is confirmed, with the token.
    pub path: &'a str,
    /// How long the link holds: "3 days".
    pub valid_for: &'a str,
}

/// A link that makes an address the one of an existing account. It goes to the new address; the old one holds until
/// the link was used.
#[derive(Clone, Copy)]
pub struct ChangeEmail<'a> {
    /// Whose address is to be changed.
    pub username: &'a str,
    /// The new address.
    pub email: &'a str,
    /// Where the new address is confirmed, with the token.
    pub path: &'a str,
    /// How long the link holds: "3 days".
    pub valid_for: &'a str,
}

mail!(
    PasswordReset,
    "password_reset",
    "password_reset/subject.txt",
    "password_reset/body.txt",
    "password_reset/body.html"
);
mail!(
    VerifyEmail,
    "verify_email",
    "verify_email/subject.txt",
    "verify_email/body.txt",
    "verify_email/body.html"
);
mail!(
    ChangeEmail,
    "change_email",
    "change_email/subject.txt",
    "change_email/body.txt",
    "change_email/body.html"
);
