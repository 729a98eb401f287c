//! Mails about sign-up, and about an address that already has an account. They tell the owner of the address what the page must not reveal
//! to the visitor.

use crate::render::mail;

/// The account has been created.
#[derive(Clone, Copy)]
pub struct Welcome<'a> {
    /// The username.
    pub username: &'a str,
    /// The path of the dashboard.
    pub dashboard_path: &'a str,
}

/// A sign-up with an address that already has an account. Sent to the owner of that account.
#[derive(Clone, Copy)]
pub struct AlreadyRegistered<'a> {
    /// The username of the existing account.
    pub username: &'a str,
    /// The path of the login page.
    pub log_in_path: &'a str,
    /// The path of the page that requests a password reset. Without a token.
    pub reset_path: &'a str,
}

/// A change of address to one that already has an account. Sent to the owner of that account.
#[derive(Clone, Copy)]
pub struct AddressInUse<'a> {
    /// The username of the account that has the address.
    pub username: &'a str,
    /// The address.
    pub email: &'a str,
    /// The path of the page that requests a password reset. Without a token.
    pub reset_path: &'a str,
}

mail!(
    Welcome,
    "welcome",
    "welcome/subject.txt",
    "welcome/body.txt",
    "welcome/body.html"
);
mail!(
    AlreadyRegistered,
    "already_registered",
    "already_registered/subject.txt",
    "already_registered/body.txt",
    "already_registered/body.html"
);
mail!(
    AddressInUse,
    "address_in_use",
    "address_in_use/subject.txt",
    "address_in_use/body.txt",
    "address_in_use/body.html"
);
