//! Social log-in: accounts at providers, and the users they are connected with.
//!
//! A provider's account is identified by issuer and subject (OpenID Connect Core 5.7), never by an email address. Which user it gets is
//! decided here; what a provider says is decided in the crate `oauth`.
//!
//! # Rules for an account that is not connected yet
//! | Address from the provider | User with this address | Result |
//! |---|---|---|
//! | verified | none | a new user, whose address counts as confirmed |
//! | verified | confirmed | the user's password is required, then the accounts are connected |
//! | verified | not confirmed | nothing: an attacker may have registered the address to wait for its owner. A link that sets a password is sent to the address |
//! | not verified, or none | any | a new user, who confirms the address as after any sign-up |
//!
//! A logged-in user connects an account in the settings, after recent authentication, whatever the addresses are.

mod callback;
mod claims;
mod connect;
pub mod connections;
mod error;
mod flow;
mod login;
mod pending;
pub mod provider_tokens;
mod rows;
mod sign_up;

use std::sync::Arc;

use oauth::Provider;

pub use self::{
    callback::{Callback, Outcome, finish},
    connect::connect_with_password,
    error::SocialError,
    flow::{Purpose, StartError, start},
    pending::{Pending, PendingAction, pending},
    sign_up::{sign_up, suggested_username},
};
use crate::{Error, authentication::LoginMethod};

/// The configured providers, in the order of their buttons; cheap to clone.
#[derive(Clone, Default)]
pub struct Providers(Arc<[Arc<dyn Provider>]>);

impl Providers {
    /// These providers.
    #[must_use]
    pub fn new(providers: Vec<Arc<dyn Provider>>) -> Self {
        Self(providers.into())
    }

    /// Every provider.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn Provider>> {
        self.0.iter()
    }

    /// Whether no provider is configured.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The provider of this name.
    ///
    /// # Errors
    /// [`Error::NotFound`] if none is configured.
    pub fn get(&self, name: &str) -> Result<&Arc<dyn Provider>, Error> {
        self.iter()
            .find(|provider| provider.name() == name)
            .ok_or(Error::NotFound)
    }

    /// The name for users of a provider; the name in URLs if it is not configured any more.
    #[must_use]
    pub fn label(&self, name: &str) -> String {
        self.get(name)
            .map_or_else(|_| name.to_owned(), |provider| provider.label().to_owned())
    }

    /// The login methods of the providers.
    pub fn login_methods(&self) -> impl Iterator<Item = LoginMethod> {
        self.iter()
            .map(|provider| LoginMethod::new(method(provider.name())).reauthenticates())
    }
}

/// The name of the login method of a provider, such as `oauth:google`.
#[must_use]
pub fn method(provider: &str) -> String {
    format!("oauth:{provider}")
}
