//! The configuration: read from the environment once, checked as a whole, and passed on as values.
//!
//! Every variable is in `.env.example`. A value that cannot be used is an error that names the variable.

mod account;
mod local_host;
mod mail;
mod secret_key;
mod session;
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
    variables::Variables,
};

/// A variable that cannot be used.
#[derive(Debug, Error)]
#[error("{variable}: {problem}")]
pub struct ConfigError {
    /// Its name.
    pub variable: &'static str,
    /// What is wrong, and what would be right.
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

/// Where the application runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// On the machine of who works on it.
    Development,
    /// For others: unsafe settings are refused.
    Production,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

/// All of it.
#[derive(Clone)]
pub struct Config {
    /// `APP_ENV`.
    pub environment: Environment,
    /// `PUBLIC_URL`: how visitors reach it.
    pub public_url: Url,
    /// `LISTEN_ADDR`.
    pub listen_addr: SocketAddr,
    /// `DATA_DIR`: everything that the application writes by itself.
    pub data_dir: PathBuf,
    /// `DATABASE_URL`.
    pub database_url: String,
    /// `SECRET_KEY`, and after it `SECRET_KEY_FALLBACKS`.
    pub secret_keys: Vec<String>,
    /// `AUTO_MIGRATE`: bring the database in order before listening.
    pub auto_migrate: bool,
    /// `TRUSTED_PROXIES`: whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// `ARGON2_*`.
    pub argon2: Argon2Params,
    /// `SESSION_*`.
    pub session: Session,
    /// `ACCOUNT_*`, `LOGIN_REDIRECT_URL` and the like.
    pub account: Account,
    /// `EMAIL_URL`, `DEFAULT_FROM_EMAIL`.
    pub mail: Mail,
    /// `LOG_FORMAT`.
    pub log_format: LogFormat,
    /// `RUST_LOG`.
    pub log_filter: String,
    /// `LEPTOS_SITE_ROOT`: the folder that `cargo xtask build` fills with what browsers load.
    pub site_root: PathBuf,
    /// `LEPTOS_WATCH` is set: `cargo leptos watch` runs this server and wants to reload pages.
    pub is_watched: bool,
}

impl Config {
    /// Reads and checks everything; the first thing that is wrong ends it.
    pub fn read(variables: &Variables) -> Result<Self, ConfigError> {
        let environment = values::environment(variables)?;
        let data_dir = values::data_dir(variables);
        let public_url = values::public_url(variables, environment)?;
        values::require_local_development(environment, &public_url)?;
        Ok(Self {
            environment,
            listen_addr: values::listen_addr(variables)?,
            database_url: values::database_url(variables, &data_dir)?,
            secret_keys: secret_key::read(variables, environment, &data_dir)?,
            auto_migrate: variables.flag_or("AUTO_MIGRATE", true)?,
            trusted_proxies: values::trusted_proxies(variables)?,
            argon2: values::argon2(variables, environment)?,
            session: Session::read(variables, environment, &public_url)?,
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

    /// Are the routes for development served, such as the mailbox, which shows every link to everybody? In development, and
    /// only where `PUBLIC_URL` is loopback or a private address.
    pub(crate) fn has_development_routes(&self) -> bool {
        self.environment == Environment::Development && local_host::is_local(&self.public_url)
    }

    /// Everything that is wrong, for `server check`. Asks nobody and writes nothing but the development secret.
    #[must_use]
    pub fn problems(variables: &Variables) -> Vec<ConfigError> {
        match values::environment(variables) {
            Ok(environment) => Self::problems_in(variables, environment),
            Err(error) => vec![error],
        }
    }

    /// Everything that production would refuse, for `server check --deploy`; that `APP_ENV` is not production as well.
    #[must_use]
    pub fn problems_of_deployment(variables: &Variables) -> Vec<ConfigError> {
        let forgotten = values::require_production(variables).err();
        let others = Self::problems_in(variables, Environment::Production);
        forgotten.into_iter().chain(others).collect()
    }

    fn problems_in(variables: &Variables, environment: Environment) -> Vec<ConfigError> {
        let data_dir = values::data_dir(variables);
        let public_url = values::public_url(variables, environment);
        let session = public_url
            .as_ref()
            .ok()
            .map(|url| Session::read(variables, environment, url));
        let public = public_url
            .as_ref()
            .ok()
            .and_then(|url| values::require_local_development(environment, url).err());
        [
            public,
            public_url.err(),
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
