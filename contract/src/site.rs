//! The name of the site, and the settings that visitors see the effect of.

/// The name of the site, shown in the header, page titles and mails. A fork changes it here.
pub const NAME: &str = "Portico";

/// `ACCOUNT_EMAIL_VERIFICATION`: the effect of an unconfirmed address, as in allauth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmailVerification {
    /// Addresses are not confirmed.
    None,
    /// A confirmation mail is sent at sign-up. Users can log in without confirming.
    #[default]
    Optional,
    /// Users cannot log in before the address is confirmed, and sign-up does not reveal which addresses have accounts.
    Mandatory,
}

/// The settings that visitors see the effect of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Whether visitors can create accounts: `ACCOUNT_SIGNUP_OPEN`.
    pub sign_up_open: bool,
    /// `PASSWORD_MIN_LENGTH`.
    pub password_min_length: usize,
    /// How long a remembered login lasts, in days: `SESSION_COOKIE_AGE`.
    pub remember_me_days: u32,
    /// `ACCOUNT_EMAIL_VERIFICATION`.
    pub email_verification: EmailVerification,
    /// How long a password reset link is valid, as text, such as "3 days".
    pub reset_valid_for: String,
    /// Whether users can log in with a username: `ACCOUNT_LOGIN_METHODS`.
    pub login_by_username: bool,
    /// Whether users can log in with an email address: `ACCOUNT_LOGIN_METHODS`.
    pub login_by_email: bool,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            sign_up_open: true,
            password_min_length: crate::forms::DEFAULT_MIN_PASSWORD_LENGTH,
            remember_me_days: 14,
            email_verification: EmailVerification::default(),
            reset_valid_for: "3 days".to_owned(),
            login_by_username: true,
            login_by_email: true,
        }
    }
}
