//! What every provider offers.

use std::fmt;

use async_trait::async_trait;
use time::OffsetDateTime;
use url::{Origin, Url};

use crate::ProviderError;

/// A provider of social log-in.
#[async_trait]
pub trait Provider: Send + Sync {
    /// The name in URLs, in configuration and in the name of the login method: lowercase letters, digits and `-`.
    fn name(&self) -> &str;

    /// The name for users, such as `GitHub`.
    fn label(&self) -> &str;

    /// The design of the button.
    fn brand(&self) -> Brand {
        Brand::Plain
    }

    /// The namespace of subjects: two providers with the same issuer mean the same user by the same subject.
    fn issuer(&self) -> &str;

    /// The origin to which the browser is sent, for `form-action` of the Content-Security-Policy (CSP Level 3).
    async fn authorization_origin(&self) -> Origin;

    /// Loads what the provider publishes about itself, so that the first user does not have to wait for it.
    ///
    /// # Errors
    /// [`ProviderError`], if the provider cannot be used at present.
    async fn prepare(&self) -> Result<(), ProviderError> {
        Ok(())
    }

    /// Whether a user can be asked to authenticate at the provider although the provider remembers them.
    fn can_reauthenticate(&self) -> bool {
        true
    }

    /// The URL that asks the user to log in at the provider.
    ///
    /// # Errors
    /// [`ProviderError`], if the provider cannot be used at present.
    async fn authorization_url(&self, request: &AuthorizationRequest<'_>) -> Result<Url, ProviderError>;

    /// Exchanges a code for the user who has logged in at the provider.
    ///
    /// # Errors
    /// [`ProviderError::Refused`] for a code that the provider does not accept and for an answer that is not valid.
    /// [`ProviderError::Unavailable`] if the provider does not answer.
    async fn authenticate(&self, code: AuthorizationCode<'_>) -> Result<ExternalUser, ProviderError>;
}

/// The design of a provider's button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brand {
    /// Google's.
    Google,
    /// GitHub's.
    GitHub,
    /// That of the site.
    Plain,
}

/// The registration of this site at a provider.
#[derive(Clone)]
pub struct ClientCredentials {
    /// The client ID.
    pub id: String,
    /// The client secret.
    pub secret: String,
    /// The callback URL, exactly as registered.
    pub redirect_url: Url,
}

/// The secret is not printed.
impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .field("redirect_url", &self.redirect_url.as_str())
            .finish_non_exhaustive()
    }
}

/// The values that a request sends to the provider through the browser.
#[derive(Clone, Copy, Debug)]
pub struct AuthorizationRequest<'a> {
    /// Returned by the provider with the code.
    pub state: &'a str,
    /// Returned inside the ID token.
    pub nonce: &'a str,
    /// The secret of which the request sends the SHA-256 digest (PKCE, RFC 7636).
    pub pkce_verifier: &'a str,
    /// Whether the provider has to ask the user to log in.
    pub freshness: Freshness,
}

/// How recently the user has to have logged in at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// At any time: the provider may remember the user.
    Any,
    /// After this time. It is verified where the provider says when (`auth_time`).
    Since(OffsetDateTime),
}

/// What came back, and the secrets of the request that it answers.
#[derive(Clone, Copy, Debug)]
pub struct AuthorizationCode<'a> {
    /// The code.
    pub code: &'a str,
    /// The issuer of the response (RFC 9207), if it says so.
    pub issuer: Option<&'a str>,
    /// [`AuthorizationRequest::nonce`].
    pub nonce: &'a str,
    /// [`AuthorizationRequest::pkce_verifier`].
    pub pkce_verifier: &'a str,
    /// [`AuthorizationRequest::freshness`].
    pub freshness: Freshness,
    /// The time against which the times in the answer are checked.
    pub now: OffsetDateTime,
}

/// A user as a provider knows them. Everything but the issuer and the subject is only a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalUser {
    /// The issuer.
    pub issuer: String,
    /// The identifier that the provider never gives to another user; 255 characters at most.
    pub subject: String,
    /// The email address.
    pub email: Option<ExternalEmail>,
    /// A suggestion for the username.
    pub username: Option<String>,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// The provider's tokens.
    pub tokens: ExternalTokens,
}

/// The email address of an external user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalEmail {
    /// The address.
    pub address: String,
    /// Whether the provider vouches that the address belongs to the user now.
    pub is_verified: bool,
}

/// The tokens with which a program may call the provider in the user's name.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ExternalTokens {
    /// The access token.
    pub access: String,
    /// The refresh token, if there is one.
    pub refresh: Option<String>,
    /// When the access token expires, if the provider says so.
    pub expires_at: Option<OffsetDateTime>,
}

/// Tokens are not printed.
impl fmt::Debug for ExternalTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExternalTokens").finish_non_exhaustive()
    }
}
