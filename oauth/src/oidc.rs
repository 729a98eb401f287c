//! Any OpenID Connect provider, by discovery.

mod discovery;
mod id_token;

use async_trait::async_trait;
use oauth2::{
    AuthorizationCode as Code, ClientId, ClientSecret, CsrfToken, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, TokenResponse,
};
use openidconnect::{
    AuthenticationFlow, IssuerUrl, LocalizedClaim, Nonce, Scope, TokenResponse as _,
    core::{CoreAuthPrompt, CoreResponseType},
};
use url::{Origin, Url};

use self::discovery::{Discovered, Discovery, OidcClient};
use crate::{
    AuthorizationCode, AuthorizationRequest, Brand, ClientCredentials, ExternalEmail, ExternalTokens,
    ExternalUser, Freshness, HttpClient, Provider, ProviderError,
};

use self::id_token::Expected;
pub(crate) use self::id_token::{ExtraClaims, TokenClaims};

/// OpenID Connect Core: a subject has at most 255 ASCII characters.
const MAX_SUBJECT_LENGTH: usize = 255;

/// How a provider differs from the standard.
#[derive(Clone, Copy)]
pub(crate) struct Quirks {
    /// The design of the button.
    pub brand: Brand,
    /// `prompt` of a request that has to ask the user: `login` by the standard.
    pub fresh_prompt: FreshPrompt,
    /// Whether the claims show that the address belongs to the user now.
    pub is_email_verified: fn(&TokenClaims) -> bool,
}

/// The value of `prompt` in a request that has to ask the user.
#[derive(Clone, Copy)]
pub(crate) enum FreshPrompt {
    LogIn,
    SelectAccount,
}

/// An OpenID Connect provider.
pub struct OpenIdConnect {
    name: String,
    label: String,
    issuer: IssuerUrl,
    credentials: ClientCredentials,
    http: HttpClient,
    discovery: Discovery,
    quirks: Quirks,
}

impl OpenIdConnect {
    /// The provider at this issuer. Nothing is fetched before the first use.
    ///
    /// # Errors
    /// [`ProviderError::Refused`] if the issuer is not a URL.
    pub fn new(
        name: impl Into<String>,
        label: impl Into<String>,
        issuer: &str,
        credentials: ClientCredentials,
        http: HttpClient,
    ) -> Result<Self, ProviderError> {
        let quirks = Quirks {
            brand: Brand::Plain,
            fresh_prompt: FreshPrompt::LogIn,
            is_email_verified: |claims| claims.email_verified().unwrap_or(false),
        };
        Self::with_quirks(name, label, issuer, credentials, http, quirks)
    }

    pub(crate) fn with_quirks(
        name: impl Into<String>,
        label: impl Into<String>,
        issuer: &str,
        credentials: ClientCredentials,
        http: HttpClient,
        quirks: Quirks,
    ) -> Result<Self, ProviderError> {
        let issuer = IssuerUrl::new(issuer.to_owned()).map_err(ProviderError::refused)?;
        Ok(Self {
            name: name.into(),
            label: label.into(),
            discovery: Discovery::new(issuer.clone(), http.clone()),
            issuer,
            credentials,
            http,
            quirks,
        })
    }

    fn client(&self, discovered: &Discovered) -> Result<OidcClient, ProviderError> {
        let redirect = RedirectUrl::new(self.credentials.redirect_url.to_string());
        Ok(OidcClient::from_provider_metadata(
            discovered.metadata.clone(),
            ClientId::new(self.credentials.id.clone()),
            Some(ClientSecret::new(self.credentials.secret.clone())),
        )
        .set_redirect_uri(redirect.map_err(ProviderError::refused)?)
        .set_auth_type(discovered.auth_type()))
    }

    /// The issuer of the response is compared where the provider sends it, and required where the provider promises it (RFC 9207).
    fn check_issuer(&self, discovered: &Discovered, issuer: Option<&str>) -> Result<(), ProviderError> {
        match issuer {
            Some(issuer) if issuer == self.issuer.as_str() => Ok(()),
            Some(_) => Err(ProviderError::refused(
                "the response is from another issuer (`iss`)",
            )),
            None if discovered.sends_issuer() => {
                Err(ProviderError::refused("the response has no issuer (`iss`)"))
            }
            None => Ok(()),
        }
    }

    /// The claims of the user info endpoint, where the ID token does not contain the address.
    async fn add_user_info(
        &self,
        client: &OidcClient,
        token: &oauth2::AccessToken,
        claims: &mut UserClaims,
    ) -> Result<(), ProviderError> {
        if claims.email.is_some() {
            return Ok(());
        }
        let subject = openidconnect::SubjectIdentifier::new(claims.subject.clone());
        let Ok(request) = client.user_info(token.clone(), Some(subject)) else {
            return Ok(());
        };
        let info: openidconnect::UserInfoClaims<ExtraClaims, openidconnect::core::CoreGenderClaim> = request
            .request_async(&self.http)
            .await
            .map_err(discovery::user_info_error)?;
        let standard = info.standard_claims();
        let name = |claim: Option<&LocalizedClaim<openidconnect::EndUserGivenName>>| {
            claim
                .and_then(|claim| claim.get(None))
                .map(|name| name.to_string())
        };
        claims.username = standard
            .preferred_username()
            .map(|name| name.to_string())
            .or(claims.username.take());
        claims.first_name = name(standard.given_name()).or(claims.first_name.take());
        claims.last_name = standard
            .family_name()
            .and_then(|claim| claim.get(None))
            .map(|name| name.to_string())
            .or(claims.last_name.take());
        claims.email = standard.email().map(|email| ExternalEmail {
            address: email.to_string(),
            is_verified: (self.quirks.is_email_verified)(&TokenClaims {
                email: Some(email.as_str()),
                email_verified: standard.email_verified(),
                extra: info.additional_claims(),
            }),
        });
        Ok(())
    }
}

struct UserClaims {
    subject: String,
    email: Option<ExternalEmail>,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
}

#[async_trait]
impl Provider for OpenIdConnect {
    fn name(&self) -> &str {
        &self.name
    }

    fn label(&self) -> &str {
        &self.label
    }

    fn brand(&self) -> Brand {
        self.quirks.brand
    }

    fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    async fn authorization_origin(&self) -> Origin {
        match self.discovery.known().await {
            Some(discovered) => discovered.metadata.authorization_endpoint().url().origin(),
            None => self.issuer.url().origin(),
        }
    }

    async fn prepare(&self) -> Result<(), ProviderError> {
        self.discovery.load().await.map(drop)
    }

    async fn authorization_url(&self, request: &AuthorizationRequest<'_>) -> Result<Url, ProviderError> {
        let discovered = self.discovery.load().await?;
        let client = self.client(&discovered)?;
        let verifier = PkceCodeVerifier::new(request.pkce_verifier.to_owned());
        let (state, nonce) = (request.state.to_owned(), request.nonce.to_owned());
        let mut url = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if request.freshness != Freshness::Any {
            url = match self.quirks.fresh_prompt {
                FreshPrompt::LogIn => url
                    .add_prompt(CoreAuthPrompt::Login)
                    .set_max_age(std::time::Duration::ZERO),
                FreshPrompt::SelectAccount => url.add_prompt(CoreAuthPrompt::SelectAccount),
            };
        }
        Ok(url.url().0)
    }

    async fn authenticate(&self, code: AuthorizationCode<'_>) -> Result<ExternalUser, ProviderError> {
        let discovered = self.discovery.load().await?;
        self.check_issuer(&discovered, code.issuer)?;
        let client = self.client(&discovered)?;
        let response = client
            .exchange_code(Code::new(code.code.to_owned()))
            .map_err(ProviderError::refused)?
            .set_pkce_verifier(PkceCodeVerifier::new(code.pkce_verifier.to_owned()))
            .request_async(&self.http)
            .await
            .map_err(discovery::token_error)?;
        let token = response
            .id_token()
            .ok_or_else(|| ProviderError::refused("the response contains no ID token"))?;
        let expected = Expected {
            credentials: &self.credentials,
            // OpenID Connect Core 3.1.2.1: a request with `max_age` is answered with `auth_time`.
            auth_time_is_required: matches!(self.quirks.fresh_prompt, FreshPrompt::LogIn),
        };
        let claims = id_token::verify(&self.discovery, &discovered, &expected, token, &code).await?;
        let subject = claims.subject().to_string();
        let is_valid = (1..=MAX_SUBJECT_LENGTH).contains(&subject.len())
            && subject
                .bytes()
                .all(|byte| byte.is_ascii() && !byte.is_ascii_control());
        if !is_valid {
            return Err(ProviderError::refused("the ID token has no valid subject"));
        }
        let email = claims.email().map(|email| ExternalEmail {
            address: email.to_string(),
            is_verified: (self.quirks.is_email_verified)(&TokenClaims {
                email: Some(email.as_str()),
                email_verified: claims.email_verified(),
                extra: claims.additional_claims(),
            }),
        });
        let mut user = UserClaims {
            subject,
            email,
            username: claims.preferred_username().map(|name| name.to_string()),
            first_name: claims
                .given_name()
                .and_then(|claim| claim.get(None))
                .map(|name| name.to_string()),
            last_name: claims
                .family_name()
                .and_then(|claim| claim.get(None))
                .map(|name| name.to_string()),
        };
        self.add_user_info(&client, response.access_token(), &mut user)
            .await?;
        Ok(ExternalUser {
            issuer: self.issuer.as_str().to_owned(),
            subject: user.subject,
            email: user.email,
            username: user.username,
            first_name: user.first_name,
            last_name: user.last_name,
            tokens: ExternalTokens {
                access: response.access_token().secret().clone(),
                refresh: response.refresh_token().map(|token| token.secret().clone()),
                expires_at: response.expires_in().map(|lifetime| code.now + lifetime),
            },
        })
    }
}
