//! The operator's settings that visitors do not see.

use time::Duration;
use url::Url;

use crate::cipher::TokenCipher;

/// Read once, at start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `PUBLIC_URL`: the only origin of links in mails, whatever a request says in `Host`.
    pub public_url: Url,
    /// `PASSWORD_RESET_TIMEOUT`: how long a link is valid. One of exactly this age is, as in Django.
    pub password_reset_timeout: Duration,
    /// `EMAIL_VERIFICATION_TIMEOUT`: the same for links that confirm an address.
    pub email_verification_timeout: Duration,
    /// Encrypts the tokens of providers; `None` unless `OAUTH_STORE_TOKENS` is set.
    pub token_cipher: Option<TokenCipher>,
    /// Keep the text of delivered mail, with the secrets in it: for the mailbox of a development server only.
    pub keeps_sent_mail: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: Url::parse("http://127.0.0.1:3000").expect("a URL"),
            password_reset_timeout: Duration::days(3),
            email_verification_timeout: Duration::days(3),
            token_cipher: None,
            keeps_sent_mail: false,
        }
    }
}
