//! The providers of social log-in, as a client sees them: OAuth 2.0 (RFC 6749, with PKCE, RFC 7636) and OpenID Connect Core 1.0.
//!
//! A [`Provider`] builds the URL to which a browser is sent, and turns the code that comes back into an [`ExternalUser`]. It stores
//! nothing. Which account the user gets is decided in `auth::social`.
//!
//! | Module | Provider |
//! |---|---|
//! | [`oidc`] | any OpenID Connect provider, by discovery |
//! | [`google`] | Google: OpenID Connect, with Google's rules for email addresses |
//! | [`github`] | GitHub and GitHub Enterprise Server: OAuth 2.0 and the REST API |

mod error;
pub mod github;
pub mod google;
mod http_client;
pub mod oidc;
mod provider;

pub use self::{
    error::ProviderError,
    http_client::{HttpClient, HttpError, is_loopback},
    provider::{
        AuthorizationCode, AuthorizationRequest, Brand, ClientCredentials, ExternalEmail, ExternalTokens,
        ExternalUser, Freshness, Provider,
    },
};
