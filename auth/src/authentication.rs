//! Authentication: the methods of logging in, what completes a log-in by any of them, and what a request knows about its user.
//!
//! A method verifies who the user is, and then calls [`complete_login`]: the log-in form by [`log_in`], sign-up, and every method that
//! a fork adds. Nothing else starts a session.

mod complete_login;
mod context;
mod credential_backend;
mod login;
mod login_methods;
mod password_backend;
pub mod reauthentication;
pub mod recent;
mod second_factor;

pub use self::recent::RECENT_MINUTES;
pub use self::{
    complete_login::{LoggedIn, LoginAttempt, LoginOutcome, PendingLogin, complete_login, pending_login},
    context::{AuthContext, Credential},
    credential_backend::{CredentialAnswer, CredentialBackend, Credentials, Refusal},
    login::log_in,
    login_methods::{LoginMethod, LoginMethods},
    password_backend::PasswordBackend,
    second_factor::SecondFactor,
};
