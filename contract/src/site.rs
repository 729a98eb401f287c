//! What the site is called, and what it asks of who signs up.

/// In the mark, in page titles and in mails. A fork changes it here.
pub const NAME: &str = "Portico";

/// `ACCOUNT_EMAIL_VERIFICATION`: what an unconfirmed address means (allauth's setting of the same name).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmailVerification {
    /// Nobody is asked.
    None,
    /// A mail is sent at sign-up; logging in does not wait for it.
    #[default]
    Optional,
    /// No log-in before the address is confirmed, and sign-up does not tell which addresses have accounts.
    Mandatory,
}
