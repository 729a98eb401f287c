//! Finding out who somebody is: the methods of logging in, and what completes a log-in by any of them.

mod credential_backend;
mod login;
mod password_backend;
pub mod reauthentication;

pub(crate) use self::login::enter_within;
pub use self::{
    credential_backend::{CredentialAnswer, CredentialBackend, LoginMethods, Refusal},
    login::{Credentials, LoggedIn, log_in},
    password_backend::PasswordBackend,
};
