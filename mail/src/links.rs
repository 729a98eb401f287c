//! Mails with a link that contains a token. The token proves that the recipient can read the mail, and grants access.

use crate::render::mail;

/// A password reset link.
#[derive(Clone, Copy)]
pub struct PasswordReset<'a> {
    /// The username.
    pub username: &'a str,
    /// The path of the link, with the token, such as `/reset/MQ/abc`. Opening it must not use it up, as the mail says.
    pub path: &'a str,
    /// How long the link is valid, such as "3 days".
    pub valid_for: &'a str,
}

/// A link that confirms the address of an account. Sent to that address.
#[derive(Clone, Copy)]
pub struct VerifyEmail<'a> {
    /// The username of the account.
    pub username: &'a str,
    /// The path of the link, with the token.
    pub path: &'a str,
    /// How long the link is valid, such as "3 days".
    pub valid_for: &'a str,
}

/// A link that changes the address of an existing account. Sent to the new address; the former one stays in place until the link is used.
#[derive(Clone, Copy)]
pub struct ChangeEmail<'a> {
    /// The username.
    pub username: &'a str,
    /// The new address.
    pub email: &'a str,
    /// The path of the link, with the token.
    pub path: &'a str,
    /// How long the link is valid, such as "3 days".
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
