//! GitHub and GitHub Enterprise Server: OAuth 2.0 and the REST API. GitHub is not an OpenID Connect provider.

use std::sync::Arc;

use async_trait::async_trait;
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode as Code, ClientId, ClientSecret, CsrfToken, EndpointNotSet,
    EndpointSet, HttpRequest, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
    TokenUrl,
    basic::{BasicClient, BasicRequestTokenError},
    http::{
        Request,
        header::{ACCEPT, AUTHORIZATION, HeaderValue},
    },
};
use serde::{Deserialize, de::DeserializeOwned};
use url::{Origin, Url};

use crate::{
    AuthorizationCode, AuthorizationRequest, Brand, ClientCredentials, ExternalEmail, ExternalTokens,
    ExternalUser, Freshness, HttpClient, Provider, ProviderError, http_client::HttpError,
};

/// The URL of github.com.
pub const URL: &str = "https://github.com";
/// The REST API of github.com.
pub const API_URL: &str = "https://api.github.com";

type Client = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// GitHub, as `github`.
pub struct GitHub {
    url: Url,
    api_url: String,
    client: Client,
    http: HttpClient,
}

impl GitHub {
    /// The GitHub at `url`, which is [`URL`] by default. Its REST API is at `api_url`: by default [`API_URL`] for github.com, and `/api/v3` for
    /// GitHub Enterprise Server.
    ///
    /// # Errors
    /// [`ProviderError::Refused`] if an address is not valid.
    pub fn new(
        url: Option<&Url>,
        api_url: Option<&Url>,
        credentials: ClientCredentials,
        http: HttpClient,
    ) -> Result<Self, ProviderError> {
        let url = match url {
            Some(url) => url.clone(),
            None => Url::parse(URL).map_err(ProviderError::refused)?,
        };
        let base = url.as_str().trim_end_matches('/');
        let api_url = match api_url {
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None if base == URL => API_URL.to_owned(),
            None => format!("{base}/api/v3"),
        };
        let authorize = AuthUrl::new(format!("{base}/login/oauth/authorize"));
        let token = TokenUrl::new(format!("{base}/login/oauth/access_token"));
        let client = BasicClient::new(ClientId::new(credentials.id))
            .set_client_secret(ClientSecret::new(credentials.secret))
            .set_auth_uri(authorize.map_err(ProviderError::refused)?)
            .set_token_uri(token.map_err(ProviderError::refused)?)
            .set_redirect_uri(RedirectUrl::from_url(credentials.redirect_url))
            .set_auth_type(AuthType::RequestBody);
        Ok(Self {
            url,
            api_url,
            client,
            http,
        })
    }

    async fn api<T: DeserializeOwned>(&self, path: &str, token: &str) -> Result<T, ProviderError> {
        let mut authorization =
            HeaderValue::from_str(&format!("Bearer {token}")).map_err(ProviderError::refused)?;
        authorization.set_sensitive(true);
        let request: HttpRequest = Request::get(format!("{}{path}", self.api_url))
            .header(AUTHORIZATION, authorization)
            .header(ACCEPT, "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
            .body(Vec::new())
            .map_err(ProviderError::refused)?;
        let response = self.http.send(request).await?;
        let status = response.status();
        if status.is_server_error() {
            return Err(ProviderError::unavailable(format!("{path} answers {status}")));
        }
        if !status.is_success() {
            return Err(ProviderError::refused(format!("{path} answers {status}")));
        }
        serde_json::from_slice(response.body()).map_err(ProviderError::refused)
    }
}

/// The part of `GET /user` that is used.
#[derive(Deserialize)]
struct User {
    /// Never changes and is never given to another user, unlike `login`.
    id: i64,
    login: String,
}

/// An entry of `GET /user/emails`.
#[derive(Deserialize)]
struct Email {
    #[serde(rename = "email")]
    address: String,
    primary: bool,
    verified: bool,
}

#[async_trait]
impl Provider for GitHub {
    fn name(&self) -> &'static str {
        "github"
    }

    fn label(&self) -> &'static str {
        "GitHub"
    }

    fn brand(&self) -> Brand {
        Brand::GitHub
    }

    fn issuer(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    async fn authorization_origin(&self) -> Origin {
        self.url.origin()
    }

    async fn authorization_url(&self, request: &AuthorizationRequest<'_>) -> Result<Url, ProviderError> {
        let verifier = PkceCodeVerifier::new(request.pkce_verifier.to_owned());
        let state = request.state.to_owned();
        let mut url = self
            .client
            .authorize_url(move || CsrfToken::new(state))
            .add_scope(Scope::new("read:user".to_owned()))
            .add_scope(Scope::new("user:email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if request.freshness != Freshness::Any {
            url = url.add_extra_param("prompt", "select_account");
        }
        Ok(url.url().0)
    }

    async fn authenticate(&self, code: AuthorizationCode<'_>) -> Result<ExternalUser, ProviderError> {
        if code.issuer.is_some_and(|issuer| !self.is_issuer(issuer)) {
            return Err(ProviderError::refused(
                "the response is from another issuer (`iss`)",
            ));
        }
        let response = self
            .client
            .exchange_code(Code::new(code.code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(code.pkce_verifier.to_owned()))
            .request_async(&self.http)
            .await
            .map_err(token_error)?;
        let token = response.access_token().secret();
        let user: User = self.api("/user", token).await?;
        if user.id <= 0 {
            return Err(ProviderError::refused("the user has no valid id"));
        }
        let emails: Vec<Email> = self.api("/user/emails?per_page=100", token).await?;
        // The primary address, or else a verified one.
        let email = emails
            .iter()
            .find(|email| email.primary)
            .or_else(|| emails.iter().find(|email| email.verified));
        Ok(ExternalUser {
            issuer: self.issuer().to_owned(),
            subject: user.id.to_string(),
            email: email.map(|email| ExternalEmail {
                address: email.address.clone(),
                is_verified: email.verified,
            }),
            username: Some(user.login),
            first_name: None,
            last_name: None,
            tokens: ExternalTokens {
                access: token.clone(),
                refresh: response.refresh_token().map(|token| token.secret().clone()),
                expires_at: response.expires_in().map(|lifetime| code.now + lifetime),
            },
        })
    }
}

impl GitHub {
    /// GitHub's `iss` is `https://github.com/login/oauth`.
    fn is_issuer(&self, issuer: &str) -> bool {
        issuer == self.issuer() || issuer.strip_prefix(self.issuer()) == Some("/login/oauth")
    }
}

/// GitHub reports errors with status 200, so they look like a token response that cannot be parsed.
fn token_error(error: BasicRequestTokenError<Arc<HttpError>>) -> ProviderError {
    match error {
        BasicRequestTokenError::Request(error) => ProviderError::unavailable(error),
        BasicRequestTokenError::ServerResponse(response) => {
            ProviderError::refused(format!("the token endpoint answers {}", response.error()))
        }
        BasicRequestTokenError::Parse(error, body) => {
            #[derive(Deserialize)]
            struct Refusal {
                error: String,
            }
            match serde_json::from_slice::<Refusal>(&body) {
                Ok(refusal) => {
                    ProviderError::refused(format!("the token endpoint answers {}", refusal.error))
                }
                Err(_) => ProviderError::refused(error),
            }
        }
        BasicRequestTokenError::Other(error) => ProviderError::refused(error),
    }
}
