//! Mails about signing up, and about an address that has an account already. What the visitor is not told on the page,
//! the owner of the address reads here.

use crate::render::mail;

/// The account is ready.
#[derive(Clone, Copy)]
pub struct Welcome<'a> {
    /// Whose account it is.
    pub username: &'a str,
    /// Where one starts.
    pub dashboard_path: &'a str,
}

/// Somebody signed up with an address that has an account already. It goes to the owner of that account.
#[derive(Clone, Copy)]
pub struct AlreadyRegistered<'a> {
    /// The owner of the account that exists.
    pub username: &'a str,
    /// Where one logs in.
    pub log_in_path: &'a str,
    /// Where one asks for a link to set a new password. No token.
    pub reset_path: &'a str,
}

/// Somebody wanted to change the address of an account to one that has another account already. It goes to the owner
/// of that other account.
#[derive(Clone, Copy)]
pub struct AddressInUse<'a> {
    /// The owner of the account that has the address.
    pub username: &'a str,
    /// The address.
    pub email: &'a str,
    /// Where one asks for a link to set a new password. No token.
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
