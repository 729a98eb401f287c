//! Typed credentials, and the back ends that check them: Django's `AUTHENTICATION_BACKENDS`.
//!
//! They are asked in order. The first that recognises the user authenticates them, and the session remembers its name: where the
//! operator removes a back end, the sessions that it has opened end.

use async_trait::async_trait;
use entity::user;

use crate::{Auth, Error, audit::LoginFailure};

/// What a visitor typed.
pub struct Credentials {
    /// A user name or an e-mail address, as `ACCOUNT_LOGIN_METHODS` allows.
    pub username: String,
    /// Exactly as typed: nothing is stripped, normalised or cut.
    pub password: String,
}

/// What a back end says.
#[derive(Debug)]
pub enum CredentialAnswer {
    /// The credentials are those of this user.
    Authenticated(Box<user::Model>),
    /// Not as far as this back end knows: the next one is asked.
    NotRecognized(Refusal),
    /// No, whatever another back end would say: Django's `PermissionDenied`.
    Denied(Refusal),
}

/// Why a log-in was refused. It goes into the audit log; the visitor gets the same answer for every reason.
#[derive(Debug)]
pub struct Refusal {
    /// Why.
    pub reason: LoginFailure,
    /// The account that it was about, if there is one.
    pub user: Option<Box<user::Model>>,
}

/// A method of logging in that checks typed credentials. A fork adds its own beside
/// [`PasswordBackend`](super::PasswordBackend), where the server puts its state together.
#[async_trait]
pub trait CredentialBackend: Send + Sync {
    /// The name of the method, by which sessions remember it; unique among all methods.
    fn name(&self) -> &'static str;

    /// Finds the user of these credentials. Take as long for a user who does not exist as for one who does (ASVS 6.3.8). Whether the
    /// account is active and its address confirmed is asked afterwards, for every method alike.
    ///
    /// # Errors
    /// Where it cannot be found out now: the database is busy, for example. No other back end is asked then.
    async fn authenticate(&self, auth: &Auth, credentials: &Credentials) -> Result<CredentialAnswer, Error>;

    /// Is this the password of this user, who is logged in and gives it again? `false` where the back end cannot tell.
    ///
    /// # Errors
    /// As [`CredentialBackend::authenticate`].
    async fn reauthenticate(
        &self,
        _auth: &Auth,
        _user: &user::Model,
        _password: &str,
    ) -> Result<bool, Error> {
        Ok(false)
    }
}
