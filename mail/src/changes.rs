//! Mails that report what happened to an account, with when and from where, so that its owner can object.

use crate::{Circumstances, render::mail};

/// The address of an account was changed. It goes to the old address, with a link to undo the change.
#[derive(Clone, Copy)]
pub struct EmailChanged<'a> {
    /// Whose address was changed.
    pub username: &'a str,
    /// The new address.
    pub email: &'a str,
    /// Where the change is undone, with the token.
    pub undo_path: &'a str,
    /// How long the link holds: "3 days".
    pub valid_for: &'a str,
    /// When and from where.
    pub circumstances: &'a Circumstances,
}

/// The password of an account was changed, or set by a link.
#[derive(Clone, Copy)]
pub struct PasswordChanged<'a> {
    /// Whose password was changed.
    pub username: &'a str,
    /// When and from where.
    pub circumstances: &'a Circumstances,
    /// Where one asks for a link to set a new password. No token.
    pub reset_path: &'a str,
}

/// Somebody logged in from a device that the account was not used from before.
#[derive(Clone, Copy)]
pub struct NewDevice<'a> {
    /// As whom.
    pub username: &'a str,
    /// When and from where.
    pub circumstances: &'a Circumstances,
    /// Where one sees and ends one's sessions.
    pub sessions_path: &'a str,
    /// Where one asks for a link to set a new password. No token.
    pub reset_path: &'a str,
}

/// Staff changed an account.
#[derive(Clone, Copy)]
pub struct AccountChanged<'a> {
    /// Whose account it is.
    pub username: &'a str,
    /// What they did, as the end of a sentence: "it has another email address".
    pub what: &'a str,
    /// When and from where.
    pub circumstances: &'a Circumstances,
}

/// An account was deleted.
#[derive(Clone, Copy)]
pub struct AccountDeleted<'a> {
    /// Whose account it was.
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
