//! Mails that report a security-relevant change of an account, with time and device, so that the owner can react.

use crate::{Circumstances, render::mail};

/// The address of an account was changed. Sent to the former address, with a link that undoes the change.
#[derive(Clone, Copy)]
pub struct EmailChanged<'a> {
    /// The username.
    pub username: &'a str,
    /// The new address.
    pub email: &'a str,
    /// The path of the link that undoes the change, with the token.
    pub undo_path: &'a str,
    /// How long the link is valid, such as "3 days".
    pub valid_for: &'a str,
    /// When and from where.
    pub circumstances: &'a Circumstances,
}

/// The password of an account was changed.
#[derive(Clone, Copy)]
pub struct PasswordChanged<'a> {
    /// The username.
    pub username: &'a str,
    /// When and from where.
    pub circumstances: &'a Circumstances,
    /// The path of the page that requests a password reset. Without a token.
    pub reset_path: &'a str,
}

/// A login from a new device.
#[derive(Clone, Copy)]
pub struct NewDevice<'a> {
    /// The username.
    pub username: &'a str,
    /// When and from where.
    pub circumstances: &'a Circumstances,
    /// The path of the page that lists the user's sessions.
    pub sessions_path: &'a str,
    /// The path of the page that requests a password reset. Without a token.
    pub reset_path: &'a str,
}

/// Staff changed an account.
#[derive(Clone, Copy)]
pub struct AccountChanged<'a> {
    /// The username.
    pub username: &'a str,
    /// What was changed, as the end of a sentence: "it has another email address".
    pub what: &'a str,
    /// When and from where.
    pub circumstances: &'a Circumstances,
}

/// An account at a provider was connected with the account, or disconnected from it.
#[derive(Clone, Copy)]
pub struct ConnectionChanged<'a> {
    /// The username.
    pub username: &'a str,
    /// The provider, such as `Google`.
    pub provider: &'a str,
    /// The email address or username at the provider; empty if unknown.
    pub account: &'a str,
    /// Whether it was connected.
    pub is_connected: bool,
    /// When and from where.
    pub circumstances: &'a Circumstances,
    /// The path of the page that lists the user's connected accounts.
    pub connections_path: &'a str,
    /// The path of the page that requests a password reset. Without a token.
    pub reset_path: &'a str,
}

/// An account was deleted.
#[derive(Clone, Copy)]
pub struct AccountDeleted<'a> {
    /// The username.
    pub username: &'a str,
    /// When and from where.
    pub circumstances: &'a Circumstances,
}

mail!(
    AccountChanged,
    "account_changed",
    "account_changed/subject.txt",
    "account_changed/body.txt",
    "account_changed/body.html"
);
mail!(
    ConnectionChanged,
    "connection_changed",
    "connection_changed/subject.txt",
    "connection_changed/body.txt",
    "connection_changed/body.html"
);
mail!(
    EmailChanged,
    "email_changed",
    "email_changed/subject.txt",
    "email_changed/body.txt",
    "email_changed/body.html"
);
mail!(
    PasswordChanged,
    "password_changed",
    "password_changed/subject.txt",
    "password_changed/body.txt",
    "password_changed/body.html"
);
mail!(
    NewDevice,
    "new_device",
    "new_device/subject.txt",
    "new_device/body.txt",
    "new_device/body.html"
);
mail!(
    AccountDeleted,
    "account_deleted",
    "account_deleted/subject.txt",
    "account_deleted/body.txt",
    "account_deleted/body.html"
);
