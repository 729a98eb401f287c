//! `OAUTH_*`: the providers of social login.
//!
//! A fork adds a provider in [`read_providers`].

use std::sync::Arc;

use auth::social::Providers;
use contract::paths;
use oauth::{ClientCredentials, HttpClient, Provider, github, google, oidc::OpenIdConnect};
use tower_sessions::cookie::SameSite;
use url::{Host, Url};

use super::{ConfigError, Environment, Session, Variables};

/// Settings of social login.
#[derive(Clone)]
pub struct Social {
    /// The configured providers.
    pub providers: Providers,
    /// `OAUTH_STORE_TOKENS`: whether providers' tokens are stored, encrypted with `SECRET_KEY`.
    pub stores_tokens: bool,
}

impl Social {
    pub(super) fn read(
        variables: &Variables,
        environment: Environment,
        public_url: &Url,
        session: Option<&Session>,
    ) -> Result<Self, ConfigError> {
        let providers = read_providers(variables, environment, public_url)?;
        let is_strict = session.is_some_and(|session| session.same_site == SameSite::Strict);
        if is_strict && !providers.is_empty() {
            return Err(ConfigError::new(
                "SESSION_COOKIE_SAMESITE",
                "must be Lax if a provider is configured: with Strict, the browser does not send the session when the provider sends it \
                 back",
            ));
        }
        Ok(Self {
            providers: Providers::new(providers),
            stores_tokens: variables.flag_or("OAUTH_STORE_TOKENS", false)?,
        })
    }
}

/// The callback URL to register at a provider.
#[must_use]
pub fn callback_url(public_url: &Url, provider: &str) -> Url {
    let mut url = public_url.clone();
    url.set_path(&paths::fill(paths::OAUTH_CALLBACK, &[provider]));
    url
}

fn read_providers(
    variables: &Variables,
    environment: Environment,
    public_url: &Url,
) -> Result<Vec<Arc<dyn Provider>>, ConfigError> {
    let credentials = |provider, id, secret| credentials(variables, public_url, provider, id, secret);
    let http = || {
        HttpClient::new(environment == Environment::Development)
            .map_err(|error| ConfigError::new("OAUTH", format!("no HTTPS client: {error}")))
    };
    let mut providers: Vec<Arc<dyn Provider>> = Vec::new();
    let (id, secret) = ("OAUTH_GOOGLE_CLIENT_ID", "OAUTH_GOOGLE_CLIENT_SECRET");
    if let Some(client) = credentials("google", id, secret)? {
        let google = google::google(client, http()?).map_err(|error| ConfigError::new(id, error.chain()))?;
        providers.push(Arc::new(google));
    }
    let (id, secret) = ("OAUTH_GITHUB_CLIENT_ID", "OAUTH_GITHUB_CLIENT_SECRET");
    let url = address(variables, environment, "OAUTH_GITHUB_URL")?;
    let api_url = address(variables, environment, "OAUTH_GITHUB_API_URL")?;
    if let Some(client) = credentials("github", id, secret)? {
        let url = match url {
            Some(url) => url,
            None => Url::parse(github::URL).map_err(|error| ConfigError::new(id, error.to_string()))?,
        };
        let github = github::GitHub::new(&url, api_url.as_ref(), client, http()?)
            .map_err(|error| ConfigError::new(id, error.chain()))?;
        providers.push(Arc::new(github));
    }
    if let Some(provider) = open_id_connect(variables, environment, public_url, http)? {
        if providers.iter().any(|other| other.issuer() == provider.issuer()) {
            return Err(ConfigError::new(
                "OAUTH_OIDC_ISSUER",
                "is the issuer of another configured provider: configure it once",
            ));
        }
        providers.push(Arc::new(provider));
    }
    Ok(providers)
}

/// `OAUTH_OIDC_*`.
fn open_id_connect(
    variables: &Variables,
    environment: Environment,
    public_url: &Url,
    http: impl Fn() -> Result<HttpClient, ConfigError>,
) -> Result<Option<OpenIdConnect>, ConfigError> {
    const ISSUER: &str = "OAUTH_OIDC_ISSUER";
    let (id, secret) = ("OAUTH_OIDC_CLIENT_ID", "OAUTH_OIDC_CLIENT_SECRET");
    let client = credentials(variables, public_url, "oidc", id, secret)?;
    let issuer = address(variables, environment, ISSUER)?;
    let (Some(client), Some(issuer)) = (&client, &issuer) else {
        return match (client, issuer, variables.get("OAUTH_OIDC_NAME")) {
            (None, None, None) => Ok(None),
            (None, _, _) => Err(ConfigError::new(
                id,
                "is required with the other OAUTH_OIDC variables",
            )),
            (_, None, _) => Err(ConfigError::new(
                ISSUER,
                "is required with the other OAUTH_OIDC variables, such as https://accounts.example.com",
            )),
            _ => Ok(None),
        };
    };
    // Exactly as configured: an issuer is compared as text, including a final slash.
    let text = variables.get(ISSUER).unwrap_or(issuer.as_str());
    let label = variables
        .get("OAUTH_OIDC_NAME")
        .or(issuer.host_str())
        .unwrap_or("OpenID Connect");
    if label.chars().count() > 40 || label.chars().any(char::is_control) {
        return Err(ConfigError::new(
            "OAUTH_OIDC_NAME",
            "must have at most 40 characters",
        ));
    }
    OpenIdConnect::new("oidc", label, text, client.clone(), http()?)
        .map(Some)
        .map_err(|error| ConfigError::new(ISSUER, error.chain()))
}

/// The ID and the secret of a client: both, or neither.
fn credentials(
    variables: &Variables,
    public_url: &Url,
    provider: &str,
    id: &'static str,
    secret: &'static str,
) -> Result<Option<ClientCredentials>, ConfigError> {
    match (variables.get(id), variables.get(secret)) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(ConfigError::new(secret, format!("is required with {id}"))),
        (None, Some(_)) => Err(ConfigError::new(id, format!("is required with {secret}"))),
        (Some(id), Some(secret)) => Ok(Some(ClientCredentials {
            id: id.to_owned(),
            secret: secret.to_owned(),
            redirect_url: callback_url(public_url, provider),
        })),
    }
}

/// The address of a provider: https, or http on the loopback interface in development.
fn address(
    variables: &Variables,
    environment: Environment,
    name: &'static str,
) -> Result<Option<Url>, ConfigError> {
    let Some(text) = variables.get(name) else {
        return Ok(None);
    };
    let is_valid = |url: &Url| {
        let is_secure = url.scheme() == "https"
            || (url.scheme() == "http" && environment == Environment::Development && is_loopback(url));
        is_secure && url.query().is_none() && url.fragment().is_none() && url.username().is_empty()
    };
    match Url::parse(text).ok().filter(is_valid) {
        Some(url) => Ok(Some(url)),
        None => Err(ConfigError::new(
            name,
            format!(
                "`{text}` is not an https address without a query (in development, http is accepted for loopback addresses)"
            ),
        )),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)], environment: Environment) -> Result<Vec<String>, String> {
        let public = Url::parse("https://example.com").expect("a URL");
        let social = Social::read(&Variables::from_pairs(pairs), environment, &public, None);
        social
            .map(|social| {
                let providers = social.providers.iter();
                providers
                    .map(|provider| format!("{}:{}", provider.name(), provider.label()))
                    .collect()
            })
            .map_err(|error| error.to_string())
    }

    const GOOGLE: [(&str, &str); 2] = [
        ("OAUTH_GOOGLE_CLIENT_ID", "id"),
        ("OAUTH_GOOGLE_CLIENT_SECRET", "secret"),
    ];
    const OIDC: [(&str, &str); 2] = [
        ("OAUTH_OIDC_CLIENT_ID", "id"),
        ("OAUTH_OIDC_CLIENT_SECRET", "secret"),
    ];

    #[test]
    fn providers_are_configured_by_variables() {
        assert_eq!(read(&[], Environment::Production), Ok(vec![]));
        assert_eq!(
            read(&GOOGLE, Environment::Production),
            Ok(vec!["google:Google".to_owned()])
        );
        let issuer = ("OAUTH_OIDC_ISSUER", "https://id.example.com/realms/a");
        let all = [
            GOOGLE[0],
            GOOGLE[1],
            ("OAUTH_GITHUB_CLIENT_ID", "id"),
            ("OAUTH_GITHUB_CLIENT_SECRET", "secret"),
            OIDC[0],
            OIDC[1],
            issuer,
        ];
        let expected = ["google:Google", "github:GitHub", "oidc:id.example.com"];
        assert_eq!(
            read(&all, Environment::Production),
            Ok(expected.map(str::to_owned).to_vec())
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        for (pairs, variable) in [
            (vec![GOOGLE[0]], "OAUTH_GOOGLE_CLIENT_SECRET"),
            (vec![GOOGLE[1]], "OAUTH_GOOGLE_CLIENT_ID"),
            (
                vec![("OAUTH_GITHUB_CLIENT_SECRET", "x")],
                "OAUTH_GITHUB_CLIENT_ID",
            ),
            (vec![OIDC[0], OIDC[1]], "OAUTH_OIDC_ISSUER"),
            (vec![("OAUTH_OIDC_NAME", "Acme")], "OAUTH_OIDC_CLIENT_ID"),
            (
                vec![("OAUTH_OIDC_ISSUER", "https://id.example.com")],
                "OAUTH_OIDC_CLIENT_ID",
            ),
            (
                vec![OIDC[0], OIDC[1], ("OAUTH_OIDC_ISSUER", "http://id.example.com")],
                "OAUTH_OIDC_ISSUER",
            ),
            (
                vec![
                    GOOGLE[0],
                    GOOGLE[1],
                    OIDC[0],
                    OIDC[1],
                    ("OAUTH_OIDC_ISSUER", "https://accounts.google.com"),
                ],
                "OAUTH_OIDC_ISSUER",
            ),
            (
                vec![("OAUTH_GITHUB_URL", "github.example.com")],
                "OAUTH_GITHUB_URL",
            ),
        ] {
            let error = read(&pairs, Environment::Development).expect_err("refused");
            assert!(error.starts_with(&format!("{variable}: ")), "{error}");
            assert!(
                !error.contains("secret") || !error.contains("`secret`"),
                "{error}"
            );
        }
    }

    #[test]
    fn http_is_for_loopback_in_development() {
        let pairs = [OIDC[0], OIDC[1], ("OAUTH_OIDC_ISSUER", "http://127.0.0.1:9000")];
        assert!(read(&pairs, Environment::Development).is_ok());
        assert!(read(&pairs, Environment::Production).is_err());
    }

    #[test]
    fn the_callback_is_on_this_site() {
        let public = Url::parse("https://example.com").expect("a URL");
        assert_eq!(
            callback_url(&public, "github").as_str(),
            "https://example.com/oauth/github/callback"
        );
    }
}
