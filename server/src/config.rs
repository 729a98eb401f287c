//! Configuration: read from the environment once, validated as a whole, and passed on as values.
//!
//! `.env.example` documents every variable. An invalid value is an error that names its variable.

mod account;
mod local_host;
mod mail;
mod secret_key;
mod session;
mod social;
mod values;
mod variables;

use std::{net::SocketAddr, path::PathBuf};

use auth::passwords::Argon2Params;
use ipnet::IpNet;
use thiserror::Error;
use url::Url;

pub use self::{
    account::Account,
    mail::{Mail, MailTransport},
    session::Session,
    social::{Social, callback_url},
    variables::Variables,
};

/// A variable with an invalid value.
#[derive(Debug, Error)]
#[error("{variable}: {problem}")]
pub struct ConfigError {
    /// The name of the variable.
    pub variable: &'static str,
    /// What is wrong, and what a valid value looks like.
    pub problem: String,
}

impl ConfigError {
    pub(crate) fn new(variable: &'static str, problem: impl Into<String>) -> Self {
        Self {
            variable,
            problem: problem.into(),
        }
    }
}

/// The kind of deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// A developer's machine.
    Development,
    /// A site with real users: unsafe settings are rejected.
    Production,
}

/// The format of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object per line.
    Json,
}

/// The whole configuration.
#[derive(Clone)]
pub struct Config {
    /// `APP_ENV`.
    pub environment: Environment,
    /// `PUBLIC_URL`: the origin under which visitors reach the site.
    pub public_url: Url,
    /// `LISTEN_ADDR`.
    pub listen_addr: SocketAddr,
    /// `DATA_DIR`: the directory for files that the application writes.
    pub data_dir: PathBuf,
    /// `DATABASE_URL`.
    pub database_url: String,
    /// `SECRET_KEY`, followed by `SECRET_KEY_FALLBACKS`.
    pub secret_keys: Vec<String>,
    /// `AUTO_MIGRATE`: apply pending migrations before serving.
    pub auto_migrate: bool,
    /// `TRUSTED_PROXIES`: networks whose `X-Forwarded-For` header is trusted.
    pub trusted_proxies: Vec<IpNet>,
    /// `ARGON2_*`.
    pub argon2: Argon2Params,
    /// `SESSION_*`.
    pub session: Session,
    /// `ACCOUNT_*`, `LOGIN_REDIRECT_URL` and related settings.
    pub account: Account,
    /// `OAUTH_*`.
    pub social: Social,
    /// `EMAIL_URL`, `DEFAULT_FROM_EMAIL`.
    pub mail: Mail,
    /// `LOG_FORMAT`.
    pub log_format: LogFormat,
    /// `RUST_LOG`.
    pub log_filter: String,
    /// `LEPTOS_SITE_ROOT`: the directory of the browser assets that `cargo xtask build` writes.
    pub site_root: PathBuf,
    /// Whether `LEPTOS_WATCH` is set: `cargo leptos watch` runs this server and reloads pages.
    pub is_watched: bool,
}

impl Config {
    /// Reads and validates the configuration.
    ///
    /// # Errors
    /// The first invalid variable.
    pub fn read(variables: &Variables) -> Result<Self, ConfigError> {
        let environment = values::environment(variables)?;
        let data_dir = values::data_dir(variables);
        let public_url = values::public_url(variables, environment)?;
        values::require_local_development(environment, &public_url)?;
        let session = Session::read(variables, environment, &public_url)?;
        Ok(Self {
            environment,
            listen_addr: values::listen_addr(variables)?,
            database_url: values::database_url(variables, &data_dir)?,
            secret_keys: secret_key::read(variables, environment, &data_dir)?,
            auto_migrate: variables.flag_or("AUTO_MIGRATE", true)?,
            trusted_proxies: values::trusted_proxies(variables)?,
            argon2: values::argon2(variables, environment)?,
            social: Social::read(variables, environment, &public_url, Some(&session))?,
            session,
            account: Account::read(variables, environment)?,
            mail: Mail::read(variables, environment)?,
            log_format: values::log_format(variables)?,
            log_filter: variables.get("RUST_LOG").unwrap_or("info").to_owned(),
            site_root: PathBuf::from(variables.get("LEPTOS_SITE_ROOT").unwrap_or("target/site")),
            is_watched: values::is_watched(variables, environment)?,
            data_dir,
            public_url,
        })
    }

    /// Whether the development routes are served, such as the mailbox, which shows every mail to every visitor. True in development if
    /// `PUBLIC_URL` is a loopback or private address.
    pub(crate) fn has_development_routes(&self) -> bool {
        self.environment == Environment::Development && local_host::is_local(&self.public_url)
    }

    /// All problems, for `server check`. Opens no connection, and writes nothing except the development secret.
    #[must_use]
    pub fn problems(variables: &Variables) -> Vec<ConfigError> {
        match values::environment(variables) {
            Ok(environment) => Self::problems_in(variables, environment),
            Err(error) => vec![error],
        }
    }

    /// All problems that production would have, for `server check --deploy`, including an `APP_ENV` that is not production.
    #[must_use]
    pub fn deployment_problems(variables: &Variables) -> Vec<ConfigError> {
        let environment = values::require_production(variables).err();
        let others = Self::problems_in(variables, Environment::Production);
        environment.into_iter().chain(others).collect()
    }

    fn problems_in(variables: &Variables, environment: Environment) -> Vec<ConfigError> {
        let data_dir = values::data_dir(variables);
        let public_url = values::public_url(variables, environment);
        let session = public_url
            .as_ref()
            .ok()
            .map(|url| Session::read(variables, environment, url));
        let social = public_url.as_ref().ok().map(|url| {
            let session = session.as_ref().and_then(|session| session.as_ref().ok());
            Social::read(variables, environment, url, session)
        });
        let public = public_url
            .as_ref()
            .ok()
            .and_then(|url| values::require_local_development(environment, url).err());
        [
            public,
            public_url.err(),
            social.and_then(Result::err),
            session.and_then(Result::err),
            values::listen_addr(variables).err(),
            values::database_url(variables, &data_dir).err(),
            secret_key::read(variables, environment, &data_dir).err(),
            variables.flag_or("AUTO_MIGRATE", true).err(),
            values::trusted_proxies(variables).err(),
            values::argon2(variables, environment).err(),
            values::is_watched(variables, environment).err(),
            Account::read(variables, environment).err(),
            Mail::read(variables, environment).err(),
            values::log_format(variables).err(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

#[cfg(test)]
mod tests;
