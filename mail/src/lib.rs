//! What is said in mails: subject, text and HTML of every mail that the application sends. Sending is not done here.
//!
//! One folder a mail, `templates/<name>`, with `subject.txt`, `body.txt` and `body.html`; they are compiled in.
//! `templates/layout.txt` and `templates/layout.html` are around all of them.
//!
//! A user chooses the username and sends the header that a device's name is read from. Nothing of that can add
//! a line, a header or markup: [`Site::name`], every field of a mail and every field of [`Circumstances`] is cleaned
//! as it is printed (`escape.rs`), and no template can leave that out by accident.
//!
//! A mail of your own is a folder, a struct with `mail!` below it, and a line in `examples/preview/samples.rs`, from
//! which the tests take every mail there is. `cargo run -p mail --example preview DIR` shows what they look like.
//!
//! No mail here is `Debug`: several of them hold a link that is as good as a password.

mod changes;
mod escape;
mod links;
mod notices;
mod render;

pub use crate::{
    changes::{AccountChanged, AccountDeleted, EmailChanged, NewDevice, PasswordChanged},
    links::{ChangeEmail, PasswordReset, VerifyEmail},
    notices::{AddressInUse, AlreadyRegistered, Welcome},
    render::Rendered,
};

/// Where the mail comes from, for every mail alike.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// What people call it: "Portico".
    pub name: &'a str,
    /// Its origin, without a slash at the end: `https://example.com`. Every link in every mail starts with it.
    pub url: &'a str,
}

/// When and from where something happened, for mails that report it. All of it is shown as it is given.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// When: "20 November 2026, 11:40 UTC".
    pub at: String,
    /// With what: "Firefox on Linux", or "unknown device".
    pub device: String,
    /// From which address: "203.0.113.9", or "unknown address".
    pub address: String,
}

/// Something that can be said in a mail.
pub trait Mail {
    /// The name of the mail and of its folder below `templates`. Good for logs: it says nothing about the reader.
    const NAME: &'static str;

    /// Writes the mail. It asks nothing and nobody: the same mail for the same site is the same text.
    ///
    /// # Errors
    /// None that a caller could cause: a template only fails where memory cannot be written to.
    fn render(&self, site: &Site<'_>) -> Result<Rendered, askama::Error>;
}
