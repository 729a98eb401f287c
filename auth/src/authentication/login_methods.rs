//! The registry of log-in methods.

use std::{borrow::Cow, sync::Arc};

use entity::user;

use super::{CredentialAnswer, CredentialBackend, Credentials, PasswordBackend, Refusal, SecondFactor};
use crate::{Auth, Client, Error, audit::LoginFailure, sessions::MethodUse};

/// A method that is not a credential back end, social log-in for example: its own code authenticates the user and calls
/// [`complete_login`](super::complete_login).
#[derive(Clone, Debug)]
pub struct LoginMethod {
    name: Cow<'static, str>,
    can_reauthenticate: bool,
}

impl LoginMethod {
    /// A method of this name, `oauth:google` for example.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            can_reauthenticate: false,
        }
    }

    /// A user who is logged in may repeat the method, to show that they are still there.
    #[must_use]
    pub fn reauthenticates(mut self) -> Self {
        self.can_reauthenticate = true;
        self
    }
}

/// All methods of logging in; cheap to clone. A session counts as long as every method that was used in it is registered here.
#[derive(Clone)]
pub struct LoginMethods {
    credential_backends: Vec<Arc<dyn CredentialBackend>>,
    others: Vec<LoginMethod>,
    second_factors: Vec<Arc<dyn SecondFactor>>,
}

impl LoginMethods {
    /// Typed credentials, checked by these back ends in this order: Django's `AUTHENTICATION_BACKENDS`.
    #[must_use]
    pub fn new(credential_backends: impl Into<Vec<Arc<dyn CredentialBackend>>>) -> Self {
        Self {
            credential_backends: credential_backends.into(),
            others: Vec::new(),
            second_factors: Vec::new(),
        }
    }

    /// And this method.
    #[must_use]
    pub fn with(mut self, method: LoginMethod) -> Self {
        self.others.push(method);
        self
    }

    /// And these methods.
    #[must_use]
    pub fn with_all(mut self, methods: impl IntoIterator<Item = LoginMethod>) -> Self {
        self.others.extend(methods);
        self
    }

    /// And this second factor.
    #[must_use]
    pub fn with_second_factor(mut self, factor: Arc<dyn SecondFactor>) -> Self {
        self.second_factors.push(factor);
        self
    }

    /// Is a method of this name registered?
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.credential_backends
            .iter()
            .any(|backend| backend.name() == name)
            || self.others.iter().any(|method| method.name == name)
            || self.is_second_factor(name)
    }

    /// Does a session count in which these methods were used? A session without any does not.
    #[must_use]
    pub fn accepts(&self, methods: &[MethodUse]) -> bool {
        !methods.is_empty() && methods.iter().all(|used| self.has(&used.method))
    }

    /// May a user who is logged in authenticate again by this method?
    #[must_use]
    pub fn can_reauthenticate(&self, name: &str) -> bool {
        self.credential_backends
            .iter()
            .any(|backend| backend.name() == name)
            || self
                .others
                .iter()
                .any(|method| method.name == name && method.can_reauthenticate)
    }

    /// The name of the first credential back end: the method of an account whose owner has just chosen a password. The empty
    /// string where there is no back end; no session counts that has it.
    #[must_use]
    pub fn default_credential_backend(&self) -> &'static str {
        self.credential_backends
            .first()
            .map_or("", |backend| backend.name())
    }

    pub(super) fn is_second_factor(&self, name: &str) -> bool {
        self.second_factors.iter().any(|factor| factor.name() == name)
    }

    /// Asks one credential back end after the other. Returns the user and the name of the back end that authenticated them, or why
    /// nobody is: the first reason that names an account, else the last.
    pub(super) async fn authenticate(
        &self,
        auth: &Auth,
        credentials: &Credentials,
    ) -> Result<Result<(user::Model, &'static str), Refusal>, Error> {
        let mut refusal = Refusal {
            reason: LoginFailure::UnknownUser,
            user: None,
        };
        for backend in &self.credential_backends {
            match backend.authenticate(auth, credentials).await? {
                CredentialAnswer::Authenticated(user) => return Ok(Ok((*user, backend.name()))),
                CredentialAnswer::Denied(denial) => return Ok(Err(denial)),
                CredentialAnswer::NotRecognized(next) if refusal.user.is_none() => refusal = next,
                CredentialAnswer::NotRecognized(_) => {}
            }
        }
        Ok(Err(refusal))
    }

    /// The name of the first credential back end that takes this password for that of this user.
    pub(super) async fn verify_password(
        &self,
        auth: &Auth,
        user: &user::Model,
        password: &str,
    ) -> Result<Option<&'static str>, Error> {
        for backend in &self.credential_backends {
            if backend.reauthenticate(auth, user, password).await? {
                return Ok(Some(backend.name()));
            }
        }
        Ok(None)
    }

    /// Names of the second factors that this user still has to pass.
    pub(super) async fn required_second_factors(
        &self,
        auth: &Auth,
        user: &user::Model,
        client: &Client,
        methods: &[MethodUse],
    ) -> Result<Vec<&'static str>, Error> {
        let mut required = Vec::new();
        for factor in &self.second_factors {
            let is_passed = methods.iter().any(|used| used.method == factor.name());
            if !is_passed && factor.is_required(auth, user, client, methods).await? {
                required.push(factor.name());
            }
        }
        Ok(required)
    }
}

impl Default for LoginMethods {
    /// Passwords, and nothing else.
    fn default() -> Self {
        Self::new([Arc::new(PasswordBackend) as Arc<dyn CredentialBackend>])
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn used(methods: &[&str]) -> Vec<MethodUse> {
        methods
            .iter()
            .map(|method| MethodUse::new(*method, datetime!(2026-11-21 12:00 UTC)))
            .collect()
    }

    #[test]
    fn a_session_counts_while_all_of_its_methods_are_registered() {
        let passwords = LoginMethods::default();
        let both = LoginMethods::default().with(LoginMethod::new("oauth:google"));
        assert!(passwords.accepts(&used(&["password"])));
        assert!(!passwords.accepts(&used(&["oauth:google"])));
        assert!(!passwords.accepts(&used(&["password", "oauth:google"])));
        assert!(both.accepts(&used(&["password", "oauth:google"])));
        assert!(!both.accepts(&[]));
        assert!(!both.has(""));
    }

    #[test]
    fn a_method_reauthenticates_where_it_says_so() {
        let methods = LoginMethods::default()
            .with(LoginMethod::new("invitation"))
            .with(LoginMethod::new("oauth:google").reauthenticates());
        assert!(methods.can_reauthenticate("password") && methods.can_reauthenticate("oauth:google"));
        assert!(!methods.can_reauthenticate("invitation") && !methods.can_reauthenticate("sesame"));
    }
}
