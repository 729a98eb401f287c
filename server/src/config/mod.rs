//! The configuration: read from the environment once, checked as a whole, and passed on as values.
//!
//! Every variable is in `.env.example`. A value that cannot be used is an error that names the variable.

mod account;
mod secret_key;
mod session;
mod variables;

use std::{net::SocketAddr, path::PathBuf};

use auth::password::Argon2Params;
use ipnet::IpNet;
use thiserror::Error;
use url::Url;

pub use self::{account::Account, session::Session, variables::Variables};

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
    /// `LOG_FORMAT`.
    pub log_format: LogFormat,
    /// `RUST_LOG`.
    pub log_filter: String,
    /// `LEPTOS_SITE_ROOT`: the folder that `cargo leptos build` fills.
    pub site_root: PathBuf,
    /// `LEPTOS_WATCH` is set: `cargo leptos watch` runs this server and wants to reload pages.
    pub is_watched: bool,
}

impl Config {
    /// Reads and checks everything.
    pub fn read(variables: &Variables) -> Result<Self, ConfigError> {
        let environment = match variables.get("APP_ENV").unwrap_or("development") {
            "development" => Environment::Development,
            "production" => Environment::Production,
            other => {
                return Err(ConfigError::new(
                    "APP_ENV",
                    format!("`{other}` is neither development nor production"),
                ));
            }
        };
        let data_dir = PathBuf::from(variables.get("DATA_DIR").unwrap_or("data"));
        let public_url = public_url(variables, environment)?;
        let config = Self {
            environment,
            listen_addr: variables.parse_or(
                "LISTEN_ADDR",
                "an address with a port, such as 127.0.0.1:3000",
                || SocketAddr::from(([127, 0, 0, 1], 3000)),
            )?,
            database_url: database_url(variables, &data_dir)?,
            secret_keys: secret_key::read(variables, environment, &data_dir)?,
            auto_migrate: variables.flag_or("AUTO_MIGRATE", true)?,
            trusted_proxies: variables.list(
                "TRUSTED_PROXIES",
                "a list of networks, such as 10.0.0.0/8",
                parse_network,
            )?,
            argon2: argon2(variables)?,
            session: Session::read(variables, &public_url)?,
            account: Account::read(variables)?,
            log_format: match variables.get("LOG_FORMAT").unwrap_or("pretty") {
                "pretty" => LogFormat::Pretty,
                "json" => LogFormat::Json,
                other => {
                    return Err(ConfigError::new(
                        "LOG_FORMAT",
                        format!("`{other}` is neither pretty nor json"),
                    ));
                }
            },
            log_filter: variables.get("RUST_LOG").unwrap_or("info").to_owned(),
            site_root: PathBuf::from(variables.get("LEPTOS_SITE_ROOT").unwrap_or("target/site")),
            is_watched: variables.get("LEPTOS_WATCH").is_some(),
            data_dir,
            public_url,
        };
        config.refuse_what_is_unsafe()?;
        Ok(config)
    }

    /// Production does not start on a setting that gives accounts away.
    fn refuse_what_is_unsafe(&self) -> Result<(), ConfigError> {
        if self.environment == Environment::Development {
            return Ok(());
        }
        if self.public_url.scheme() != "https" {
            return Err(ConfigError::new(
                "PUBLIC_URL",
                "must start with https:// in production",
            ));
        }
        if !self.session.is_secure {
            return Err(ConfigError::new(
                "SESSION_COOKIE_SECURE",
                "must not be false in production",
            ));
        }
        if self.is_watched {
            return Err(ConfigError::new("LEPTOS_WATCH", "must not be set in production"));
        }
        Ok(())
    }
}

fn public_url(variables: &Variables, environment: Environment) -> Result<Url, ConfigError> {
    let text = match (variables.get("PUBLIC_URL"), environment) {
        (Some(text), _) => text,
        (None, Environment::Development) => "http://127.0.0.1:3000",
        (None, Environment::Production) => {
            return Err(ConfigError::new(
                "PUBLIC_URL",
                "is required in production: how visitors reach the site",
            ));
        }
    };
    let wanted = || {
        ConfigError::new(
            "PUBLIC_URL",
            format!("`{text}` is not an origin such as https://example.com"),
        )
    };
    let url = Url::parse(text).map_err(|_| wanted())?;
    let is_origin = matches!(url.scheme(), "http" | "https")
        && url.host().is_some()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if is_origin { Ok(url) } else { Err(wanted()) }
}

fn database_url(variables: &Variables, data_dir: &std::path::Path) -> Result<String, ConfigError> {
    let url = match variables.get("DATABASE_URL") {
        Some(url) => url.to_owned(),
        None => format!("sqlite://{}", data_dir.join("app.db").display()),
    };
    let is_known = ["sqlite:", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    // The value is not repeated: it may hold a password.
    if is_known {
        Ok(url)
    } else {
        Err(ConfigError::new(
            "DATABASE_URL",
            "must start with sqlite:// or postgres://",
        ))
    }
}

fn argon2(variables: &Variables) -> Result<Argon2Params, ConfigError> {
    let default = Argon2Params::default();
    let number = "a whole number";
    let memory = variables.parse_or("ARGON2_MEMORY_KIB", number, || default.memory_kib)?;
    let time = variables.parse_or("ARGON2_TIME", number, || default.time)?;
    let parallelism = variables.parse_or("ARGON2_PARALLELISM", number, || default.parallelism)?;
    Argon2Params::new(memory, time, parallelism)
        .map_err(|error| ConfigError::new("ARGON2_*", error.to_string()))
}

fn parse_network(text: &str) -> Option<IpNet> {
    text.parse()
        .ok()
        .or_else(|| text.parse().ok().map(|address: std::net::IpAddr| address.into()))
}

#[cfg(test)]
mod tests;
