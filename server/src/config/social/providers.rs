//! The providers. A fork adds a function, and its name to [`PROVIDERS`].

use std::sync::Arc;

use oauth::{Provider, github::GitHub, google, oidc::OpenIdConnect};

use super::{ConfigError, reader::Reader};

/// Reads the configuration of a provider; `None` if it is not configured.
type Read = fn(&Reader<'_>) -> Result<Option<Arc<dyn Provider>>, ConfigError>;

/// All providers, in the order of their buttons.
const PROVIDERS: [Read; 3] = [google, github, open_id_connect];

/// The maximum length of `OAUTH_OIDC_NAME`, in characters. It is part of the label of a button.
const MAX_NAME_LENGTH: usize = 40;

/// Reads all providers that are configured.
pub(super) fn read(reader: &Reader<'_>) -> Result<Vec<Arc<dyn Provider>>, ConfigError> {
    let mut providers: Vec<Arc<dyn Provider>> = Vec::new();
    for read in PROVIDERS {
        let Some(provider) = read(reader)? else {
            continue;
        };
        if providers.iter().any(|other| other.issuer() == provider.issuer()) {
            return Err(ConfigError::new(
                "OAUTH_OIDC_ISSUER",
                "is the issuer of another configured provider: configure it once",
            ));
        }
        providers.push(provider);
    }
    Ok(providers)
}

fn google(reader: &Reader<'_>) -> Result<Option<Arc<dyn Provider>>, ConfigError> {
    let (id, secret) = ("OAUTH_GOOGLE_CLIENT_ID", "OAUTH_GOOGLE_CLIENT_SECRET");
    reader.provider("google", id, secret, |client, http| {
        google::google(client, http).map(|google| Arc::new(google) as _)
    })
}

fn github(reader: &Reader<'_>) -> Result<Option<Arc<dyn Provider>>, ConfigError> {
    let (id, secret) = ("OAUTH_GITHUB_CLIENT_ID", "OAUTH_GITHUB_CLIENT_SECRET");
    let url = reader.address("OAUTH_GITHUB_URL")?;
    let api_url = reader.address("OAUTH_GITHUB_API_URL")?;
    reader.provider("github", id, secret, |client, http| {
        GitHub::new(url.as_ref(), api_url.as_ref(), client, http).map(|github| Arc::new(github) as _)
    })
}

fn open_id_connect(reader: &Reader<'_>) -> Result<Option<Arc<dyn Provider>>, ConfigError> {
    const ISSUER: &str = "OAUTH_OIDC_ISSUER";
    const NAME: &str = "OAUTH_OIDC_NAME";
    let (id, secret) = ("OAUTH_OIDC_CLIENT_ID", "OAUTH_OIDC_CLIENT_SECRET");
    let address = reader.address(ISSUER)?;
    // Exactly as configured: an issuer is compared as text, including a final slash.
    let issuer = reader.variables.get(ISSUER);
    let host = address.as_ref().and_then(|address| address.host_str());
    let name = reader.variables.get(NAME);
    let label = name.or(host).unwrap_or_default();
    if label.chars().count() > MAX_NAME_LENGTH || label.chars().any(char::is_control) {
        let problem = format!("must have at most {MAX_NAME_LENGTH} characters");
        return Err(ConfigError::new(NAME, problem));
    }
    let is_configured = reader.variables.get(id).is_some() || reader.variables.get(secret).is_some();
    let Some(issuer) = issuer.filter(|_| is_configured) else {
        return match (is_configured, issuer, name) {
            (true, ..) => Err(ConfigError::new(
                ISSUER,
                "is required with the other OAUTH_OIDC variables, such as https://accounts.example.com",
            )),
            (false, None, None) => Ok(None),
            (false, ..) => Err(ConfigError::new(
                id,
                "is required with the other OAUTH_OIDC variables",
            )),
        };
    };
    reader.provider("oidc", id, secret, |client, http| {
        OpenIdConnect::new("oidc", label, issuer, client, http).map(|provider| Arc::new(provider) as _)
    })
}
