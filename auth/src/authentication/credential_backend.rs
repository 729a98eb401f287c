//! Ways to find out who somebody is by what they typed at log-in: Django's `AUTHENTICATION_BACKENDS`.
//!
//! They are asked in order. The first that knows the user lets them in, and the session remembers which one it was: where
//! the operator takes a back end away, the sessions that it has opened end.

use std::sync::Arc;

use async_trait::async_trait;
use entity::user;

use super::{Credentials, PasswordBackend};
use crate::{Auth, Error, audit::LoginFailure};

/// What a back end says.
#[derive(Debug)]
pub enum CredentialAnswer {
    /// It is this user.
    Authenticated(Box<user::Model>),
    /// Not as far as this one knows: the next is asked.
    NotRecognized(Refusal),
    /// No, whatever another would say: Django's `PermissionDenied`.
    Denied(Refusal),
}

/// Why somebody was not let in. It goes into the audit log; who tried is told the same whatever it is.
#[derive(Debug)]
pub struct Refusal {
    /// Why.
    pub reason: LoginFailure,
    /// Whose account it was about, if anybody's.
    pub user: Option<Box<user::Model>>,
}

/// One way. A fork adds its own beside [`PasswordBackend`], where the server puts its state together.
#[async_trait]
pub trait CredentialBackend: Send + Sync {
    /// What sessions remember it by; another one for each.
    fn name(&self) -> &'static str;

    /// Who is it? Take as long for a user who does not exist as for one who does (ASVS 6.3.8). Whether the account is
    /// active and its address confirmed is asked afterwards, of every back end's users alike.
    ///
    /// # Errors
    /// Where it cannot be found out now: the database is busy, say. Nobody else is asked then.
    async fn authenticate(&self, auth: &Auth, credentials: &Credentials) -> Result<CredentialAnswer, Error>;
}

/// All of them, in the order in which they are asked; cheap to clone.
#[derive(Clone)]
pub struct LoginMethods(Arc<[Arc<dyn CredentialBackend>]>);

impl LoginMethods {
    /// These, in this order.
    #[must_use]
    pub fn new(backends: impl Into<Arc<[Arc<dyn CredentialBackend>]>>) -> Self {
        Self(backends.into())
    }

    /// Do sessions that this one has opened still count?
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }

    /// Their names, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|backend| backend.name())
    }

    /// What a session is said to have been opened by where nobody was asked, after a sign-up for example: the first. Where there is
    /// none at all, such a session ends at once.
    #[must_use]
    pub fn default_name(&self) -> &'static str {
        self.names().next().unwrap_or_default()
    }

    /// Asks one after the other: the user and the name of who knows them, or why not: the first reason that names an account, else
    /// the last.
    ///
    /// # Errors
    /// As [`CredentialBackend::authenticate`].
    pub(crate) async fn authenticate(
        &self,
        auth: &Auth,
        credentials: &Credentials,
    ) -> Result<Result<(user::Model, &'static str), Refusal>, Error> {
        let mut refusal = Refusal {
            reason: LoginFailure::UnknownUser,
            user: None,
        };
        for backend in self.0.iter() {
            match backend.authenticate(auth, credentials).await? {
                CredentialAnswer::Authenticated(user) => return Ok(Ok((*user, backend.name()))),
                CredentialAnswer::Denied(veto) => return Ok(Err(veto)),
                CredentialAnswer::NotRecognized(next) if refusal.user.is_none() => refusal = next,
                CredentialAnswer::NotRecognized(_) => {}
            }
        }
        Ok(Err(refusal))
    }
}

impl Default for LoginMethods {
    /// Passwords, and nothing else.
    fn default() -> Self {
        Self::new([Arc::new(PasswordBackend) as Arc<dyn CredentialBackend>])
    }
}
