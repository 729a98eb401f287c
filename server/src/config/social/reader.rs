//! Reads the variables of providers.

use std::sync::Arc;

use oauth::{ClientCredentials, HttpClient, Provider, ProviderError, is_loopback};
use url::Url;

use super::{ConfigError, Environment, callback_url};
use crate::config::Variables;

/// The configuration from which providers are read.
pub(super) struct Reader<'a> {
    pub(super) variables: &'a Variables,
    pub(super) environment: Environment,
    pub(super) public_url: &'a Url,
}

impl Reader<'_> {
    /// Creates a provider if its client is configured: with an ID and a secret, or with neither.
    ///
    /// # Errors
    /// A variable that is missing, and any error of `create`, which is reported for the ID.
    pub(super) fn provider(
        &self,
        name: &str,
        id: &'static str,
        secret: &'static str,
        create: impl FnOnce(ClientCredentials, HttpClient) -> Result<Arc<dyn Provider>, ProviderError>,
    ) -> Result<Option<Arc<dyn Provider>>, ConfigError> {
        let credentials = match (self.variables.get(id), self.variables.get(secret)) {
            (None, None) => return Ok(None),
            (Some(_), None) => return Err(ConfigError::new(secret, format!("is required with {id}"))),
            (None, Some(_)) => return Err(ConfigError::new(id, format!("is required with {secret}"))),
            (Some(id), Some(secret)) => ClientCredentials {
                id: id.to_owned(),
                secret: secret.to_owned(),
                redirect_url: callback_url(self.public_url, name),
            },
        };
        let http = HttpClient::new(self.environment == Environment::Development)
            .map_err(|error| ConfigError::new(id, format!("no HTTPS client: {error}")))?;
        create(credentials, http)
            .map(Some)
            .map_err(|error| ConfigError::new(id, error.chain()))
    }

    /// The address of a provider: https, or http on the loopback interface in development.
    ///
    /// # Errors
    /// Any other value.
    pub(super) fn address(&self, name: &'static str) -> Result<Option<Url>, ConfigError> {
        let Some(text) = self.variables.get(name) else {
            return Ok(None);
        };
        let is_valid = |url: &Url| {
            let is_development = self.environment == Environment::Development;
            let is_secure =
                url.scheme() == "https" || (url.scheme() == "http" && is_development && is_loopback(url));
            is_secure && url.query().is_none() && url.fragment().is_none() && url.username().is_empty()
        };
        match Url::parse(text).ok().filter(is_valid) {
            Some(url) => Ok(Some(url)),
            None => Err(ConfigError::new(
                name,
                format!(
                    "`{text}` is not an https address without a query; in development, http is accepted for loopback addresses"
                ),
            )),
        }
    }
}
