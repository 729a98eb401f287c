//! The texts of mails: subject, plain text and HTML of every mail that the application sends. This crate does not send them.
//!
//! Each mail has a folder `templates/<name>` with `subject.txt`, `body.txt` and `body.html`, which are compiled in. `templates/layout.txt`
//! and `templates/layout.html` surround all of them.
//!
//! Usernames and device names are controlled by users. They cannot add a line, a header or markup: [`Site::name`], every field of a mail
//! and every field of [`Circumstances`] is escaped when it is printed (`escape.rs`), and a template cannot bypass that by accident.
//!
//! To add a mail, add a folder, a struct with `mail!` below it, and a line in `examples/preview/samples.rs`, from which the tests take all
//! mails. `cargo run -p mail --example preview DIR` renders them.
//!
//! Mails are not `Debug`, because several of them contain a link that grants access.

mod changes;
mod escape;
mod links;
mod notices;
mod render;

pub use crate::{
    changes::{AccountChanged, AccountDeleted, ConnectionChanged, EmailChanged, NewDevice, PasswordChanged},
    links::{ChangeEmail, PasswordReset, VerifyEmail},
    notices::{AddressInUse, AlreadyRegistered, Welcome},
    render::Rendered,
};

/// The site that sends the mail.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The name of the site.
    pub name: &'a str,
    /// The origin of the site without a trailing slash, such as `https://example.com`. Every link in a mail starts with it.
    pub url: &'a str,
}

/// When and from where an action was performed. All fields are shown as they are.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// The time, such as "20 November 2026, 11:40 UTC".
    pub at: String,
    /// The device, such as "Firefox on Linux", or "unknown device".
    pub device: String,
    /// The IP address, such as "203.0.113.9", or "unknown address".
    pub address: String,
}

/// A mail that can be rendered.
pub trait Mail {
    /// The name of the mail and of its folder. Safe to log, because it contains no personal data.
    const NAME: &'static str;

    /// Renders the mail. The result depends only on the mail and the site.
    ///
    /// # Errors
    /// Only if memory cannot be written, as a template has no other errors.
    fn render(&self, site: &Site<'_>) -> Result<Rendered, askama::Error>;
}
