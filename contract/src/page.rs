//! What a page knows before it asks for anything.

use crate::{
    flash_message::FlashMessage,
    forms::{self, RejectedForm},
    site::EmailVerification,
    theme::Theme,
    viewer::Viewer,
};

/// What the server read for this one request. It stays there: pages are rendered from it, and islands get what they need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageState {
    /// Who is looking; `None` is anonymous.
    pub viewer: Option<Viewer>,
    /// What to say once.
    pub notice: Option<FlashMessage>,
    /// The form that was refused a moment ago, if this page shows it again.
    pub refused: Option<RejectedForm>,
    /// Why the page that was asked for is not there; an error page is shown in its place.
    pub failure: Option<Failure>,
    /// Light or dark.
    pub theme: Theme,
    /// What a form of this page carries to show that it comes from here; `None` where there is no session to protect.
    pub csrf_token: Option<String>,
    /// What the operator configured and pages need to know.
    pub site: Site,
}

/// What an error page tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The HTTP status.
    pub status: u16,
    /// By which the log knows the request; in small print, for who reports it.
    pub request_id: Option<String>,
}

/// The part of the configuration that visitors see the effect of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// May visitors create accounts? `ACCOUNT_SIGNUP_OPEN`.
    pub signup_open: bool,
    /// `PASSWORD_MIN_LENGTH`.
    pub password_min_length: usize,
    /// How long a remembered log-in lasts, in days: `SESSION_COOKIE_AGE`.
    pub remember_me_days: u32,
    /// `ACCOUNT_EMAIL_VERIFICATION`.
    pub email_verification: EmailVerification,
    /// How long a link that sets a new password is good, in words: "3 days".
    pub reset_valid_for: String,
    /// `ACCOUNT_LOGIN_METHODS` has the user name.
    pub login_by_username: bool,
    /// `ACCOUNT_LOGIN_METHODS` has the e-mail address.
    pub login_by_email: bool,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            signup_open: true,
            password_min_length: forms::PASSWORD_MIN,
            remember_me_days: 14,
            email_verification: EmailVerification::default(),
            reset_valid_for: "3 days".to_owned(),
            login_by_username: true,
            login_by_email: true,
        }
    }
}
