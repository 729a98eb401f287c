//! What an OpenID Connect provider says about a user who has logged in there.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::Signature;

type Change = Arc<dyn Fn(&mut Value) + Send + Sync>;

/// A login at a provider: the user's claims, and how the responses differ from those of an honest provider.
#[derive(Clone)]
pub struct Login {
    pub(super) claims: Map<String, Value>,
    pub(super) user_info: Map<String, Value>,
    pub(super) changes: Vec<Change>,
    pub(super) header: Map<String, Value>,
    pub(super) signature: Signature,
    pub(super) response: Map<String, Value>,
    pub(super) callback: Vec<(&'static str, Option<String>)>,
}

impl Login {
    /// A login of the user with this subject, about whom the provider says nothing else.
    pub fn of(subject: &str) -> Self {
        let subject = Map::from_iter([("sub".to_owned(), Value::from(subject))]);
        Self {
            user_info: subject.clone(),
            claims: subject,
            changes: Vec::new(),
            header: Map::new(),
            signature: Signature::Valid,
            response: Map::new(),
            callback: Vec::new(),
        }
    }

    /// Adds the claims `email` and `email_verified`. `null` instead of a boolean omits the second one.
    #[must_use]
    pub fn email(self, address: &str, is_verified: impl Into<Value>) -> Self {
        self.claim("email", address).claim("email_verified", is_verified)
    }

    /// Adds `preferred_username`.
    #[must_use]
    pub fn username(self, name: &str) -> Self {
        self.claim("preferred_username", name)
    }

    /// Adds a claim to the ID token, or replaces one; `null` removes it.
    #[must_use]
    pub fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a claim to the response of the user info endpoint, or replaces one.
    #[must_use]
    pub fn user_info(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.user_info.insert(name.to_owned(), value.into());
        self
    }

    /// Changes the complete claims of the ID token before it is signed.
    #[must_use]
    pub fn token(mut self, change: impl Fn(&mut Value) + Send + Sync + 'static) -> Self {
        self.changes.push(Arc::new(change));
        self
    }

    /// Moves a time in the ID token by these seconds from now.
    #[must_use]
    pub fn time(self, name: &'static str, seconds: i64) -> Self {
        self.token(move |claims| {
            let now = claims["iat"].as_i64().expect("a time");
            claims[name] = Value::from(now + seconds);
        })
    }

    /// Adds a field to the header of the ID token, or replaces one; `null` removes it.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.header.insert(name.to_owned(), value.into());
        self
    }

    /// Signs the ID token in this way.
    #[must_use]
    pub fn signed(mut self, signature: Signature) -> Self {
        self.signature = signature;
        self
    }

    /// Adds a field to the response of the token endpoint, or replaces one; `null` removes it.
    #[must_use]
    pub fn response(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.response.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a parameter to the callback, or replaces one.
    #[must_use]
    pub fn callback(mut self, name: &'static str, value: &str) -> Self {
        self.callback.push((name, Some(value.to_owned())));
        self
    }

    /// Removes a parameter from the callback.
    #[must_use]
    pub fn without(mut self, name: &'static str) -> Self {
        self.callback.push((name, None));
        self
    }
}
