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
        Self { variable, problem: problem.into() }
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
            other => return Err(ConfigError::new("APP_ENV", format!("`{other}` is neither development nor production"))),
        };
        let data_dir = PathBuf::from(variables.get("DATA_DIR").unwrap_or("data"));
        let public_url = public_url(variables, environment)?;
        let config = Self {
            environment,
            listen_addr: variables.parse_or("LISTEN_ADDR", "an address with a port, such as 127.0.0.1:3000", || {
                SocketAddr::from(([127, 0, 0, 1], 3000))
            })?,
            database_url: database_url(variables, &data_dir)?,
            secret_keys: secret_key::read(variables, environment, &data_dir)?,
            auto_migrate: variables.flag_or("AUTO_MIGRATE", true)?,
            trusted_proxies: variables.list("TRUSTED_PROXIES", "a list of networks, such as 10.0.0.0/8", parse_network)?,
            argon2: argon2(variables)?,
            session: Session::read(variables, &public_url)?,
            account: Account::read(variables)?,
            log_format: match variables.get("LOG_FORMAT").unwrap_or("pretty") {
                "pretty" => LogFormat::Pretty,
                "json" => LogFormat::Json,
                other => return Err(ConfigError::new("LOG_FORMAT", format!("`{other}` is neither pretty nor json"))),
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
            return Err(ConfigError::new("PUBLIC_URL", "must start with https:// in production"));
        }
        if !self.session.is_secure {
            return Err(ConfigError::new("SESSION_COOKIE_SECURE", "must not be false in production"));
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
            return Err(ConfigError::new("PUBLIC_URL", "is required in production: how visitors reach the site"));
        }
    };
    let wanted = || ConfigError::new("PUBLIC_URL", format!("`{text}` is not an origin such as https://example.com"));
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
    let is_known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
    // The value is not repeated: it may hold a password.
    if is_known { Ok(url) } else { Err(ConfigError::new("DATABASE_URL", "must start with sqlite:// or postgres://")) }
}

fn argon2(variables: &Variables) -> Result<Argon2Params, ConfigError> {
    let default = Argon2Params::default();
    let number = "a whole number";
    let memory = variables.parse_or("ARGON2_MEMORY_KIB", number, || default.memory_kib)?;
    let time = variables.parse_or("ARGON2_TIME", number, || default.time)?;
    let parallelism = variables.parse_or("ARGON2_PARALLELISM", number, || default.parallelism)?;
    Argon2Params::new(memory, time, parallelism).map_err(|error| ConfigError::new("ARGON2_*", error.to_string()))
}

fn parse_network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse().ok().map(|address: std::net::IpAddr| address.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: (&str, &str) = ("SECRET_KEY", "0123456789abcdef0123456789abcdef");

    fn read(pairs: &[(&str, &str)]) -> Result<Config, String> {
        let mut all = vec![SECRET];
        all.extend_from_slice(pairs);
        Config::read(&Variables::from_pairs(&all)).map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_is_needed_in_development() {
        let config = read(&[]).expect("the defaults");
        assert_eq!(config.public_url.as_str(), "http://127.0.0.1:3000/");
        assert_eq!(config.database_url, "sqlite://data/app.db");
        assert_eq!(config.session.cookie_name, "sessionid");
        assert!(!config.session.is_secure);
    }

    #[test]
    fn the_data_folder_moves_the_database_and_the_url_decides_the_cookie() {
        let config = read(&[("DATA_DIR", "/srv/x"), ("PUBLIC_URL", "https://example.com")]).expect("fine");
        assert_eq!(config.database_url, "sqlite:///srv/x/app.db");
        assert_eq!(config.session.cookie_name, "__Host-sessionid");
        assert!(config.session.is_secure);
    }

    #[test]
    fn an_error_names_the_variable() {
        for (pair, start) in [
            (("APP_ENV", "staging"), "APP_ENV: "),
            (("PUBLIC_URL", "example.com"), "PUBLIC_URL: "),
            (("PUBLIC_URL", "https://example.com/app"), "PUBLIC_URL: "),
            (("LISTEN_ADDR", "3000"), "LISTEN_ADDR: "),
            (("DATABASE_URL", "mysql://x:secret@y"), "DATABASE_URL: must"),
            (("AUTO_MIGRATE", "perhaps"), "AUTO_MIGRATE: "),
            (("TRUSTED_PROXIES", "10.0.0.0/8,nonsense"), "TRUSTED_PROXIES: "),
            (("ARGON2_MEMORY_KIB", "1"), "ARGON2_*: "),
            (("SESSION_COOKIE_AGE", "-1"), "SESSION_COOKIE_AGE: "),
            (("SESSION_COOKIE_SAMESITE", "None"), "SESSION_COOKIE_SAMESITE: "),
            (("SESSION_ENGINE", "redis"), "SESSION_ENGINE: "),
            (("ACCOUNT_LOGIN_METHODS", "phone"), "ACCOUNT_LOGIN_METHODS: "),
            (("LOGIN_REDIRECT_URL", "https://evil.example"), "LOGIN_REDIRECT_URL: "),
            (("PASSWORD_MIN_LENGTH", "0"), "PASSWORD_MIN_LENGTH: "),
            (("LOG_FORMAT", "xml"), "LOG_FORMAT: "),
        ] {
            let error = read(&[pair]).err().expect(pair.0);
            assert!(error.starts_with(start), "{error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn production_refuses_what_is_unsafe() {
        let production = ("APP_ENV", "production");
        let https = ("PUBLIC_URL", "https://example.com");
        assert!(read(&[production]).err().expect("no address").starts_with("PUBLIC_URL: "));
        assert!(read(&[production, ("PUBLIC_URL", "http://example.com")]).err().expect("http").starts_with("PUBLIC_URL: "));
        assert!(
            read(&[production, https, ("SESSION_COOKIE_SECURE", "false")])
                .err()
                .expect("insecure cookie")
                .starts_with("SESSION_COOKIE_SECURE: ")
        );
        for weak in ["", "short", "0123456789abcdef0123456789abcde"] {
            let error = read(&[production, https, ("SECRET_KEY", weak)]).err().expect("a weak key");
            assert!(error.starts_with("SECRET_KEY: "), "{error}");
            assert!(weak.is_empty() || !error.contains(weak));
        }
        assert!(read(&[production, https]).is_ok());
    }

    #[test]
    fn a_development_key_is_made_once_and_kept() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let data_dir = ("DATA_DIR", folder.path().to_str().expect("a path"));
        let read = || Config::read(&Variables::from_pairs(&[data_dir])).map_err(|e| e.to_string()).ok().expect("fine");
        let first = read().secret_keys;
        assert_eq!(first[0].len(), 64);
        assert_eq!(read().secret_keys, first);
    }
}
