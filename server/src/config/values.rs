//! Parsers of single variables.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use auth::passwords::Argon2Params;
use ipnet::IpNet;
use url::Url;

use super::{ConfigError, Environment, LogFormat, Variables, local_host};

pub(super) fn environment(variables: &Variables) -> Result<Environment, ConfigError> {
    match variables.get("APP_ENV").unwrap_or("development") {
        "development" => Ok(Environment::Development),
        "production" => Ok(Environment::Production),
        other => Err(ConfigError::new(
            "APP_ENV",
            format!("`{other}` is neither development nor production"),
        )),
    }
}

/// For `check --deploy`: checks the actual `APP_ENV`, not the assumed one.
pub(super) fn require_production(variables: &Variables) -> Result<(), ConfigError> {
    let problem = match variables.get("APP_ENV") {
        Some("production") => return Ok(()),
        Some(other) => format!("is `{other}`: set APP_ENV=production"),
        None => "is not set, so the server would run in development mode: set APP_ENV=production".to_owned(),
    };
    Err(ConfigError::new("APP_ENV", problem))
}

/// A development server shows every mail to every visitor, so it must not be reachable from a public network.
pub(super) fn require_local_development(
    environment: Environment,
    public_url: &Url,
) -> Result<(), ConfigError> {
    if environment == Environment::Production || local_host::is_local(public_url) {
        return Ok(());
    }
    let origin = public_url.origin().ascii_serialization();
    let problem = format!(
        "is development, where PUBLIC_URL must be localhost, a loopback or a private address, and it is {origin}: \
         set APP_ENV=production"
    );
    Err(ConfigError::new("APP_ENV", problem))
}

pub(super) fn data_dir(variables: &Variables) -> PathBuf {
    PathBuf::from(variables.get("DATA_DIR").unwrap_or("data"))
}

/// An origin; https in production.
pub(super) fn public_url(variables: &Variables, environment: Environment) -> Result<Url, ConfigError> {
    let error = |problem: String| ConfigError::new("PUBLIC_URL", problem);
    let text = match (variables.get("PUBLIC_URL"), environment) {
        (Some(text), _) => text,
        (None, Environment::Development) => "http://127.0.0.1:3000",
        (None, Environment::Production) => {
            return Err(error(
                "is required in production, such as https://example.com".to_owned(),
            ));
        }
    };
    let url = Url::parse(text)
        .ok()
        .filter(is_origin)
        .ok_or_else(|| error(format!("`{text}` is not an origin such as https://example.com")))?;
    if environment == Environment::Production && url.scheme() != "https" {
        return Err(error("must start with https:// in production".to_owned()));
    }
    Ok(url)
}

fn is_origin(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.host().is_some()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

pub(super) fn listen_addr(variables: &Variables) -> Result<SocketAddr, ConfigError> {
    let expected = "an address with a port, such as 127.0.0.1:3000";
    variables.parse_or("LISTEN_ADDR", expected, || {
        SocketAddr::from(([127, 0, 0, 1], 3000))
    })
}

pub(super) fn database_url(variables: &Variables, data_dir: &Path) -> Result<String, ConfigError> {
    let url = match variables.get("DATABASE_URL") {
        Some(url) => url.to_owned(),
        None => format!("sqlite://{}", data_dir.join("app.db").display()),
    };
    let is_known = ["sqlite:", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    // The value may hold a password, so it is not part of the error.
    if is_known {
        Ok(url)
    } else {
        Err(ConfigError::new(
            "DATABASE_URL",
            "must start with sqlite:// or postgres://",
        ))
    }
}

/// A list of networks or addresses.
pub(super) fn trusted_proxies(variables: &Variables) -> Result<Vec<IpNet>, ConfigError> {
    variables.list(
        "TRUSTED_PROXIES",
        "a list of networks, such as 10.0.0.0/8",
        |text| {
            text.parse()
                .ok()
                .or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
        },
    )
}

/// Memory in KiB with the minimum number of passes: OWASP's recommendations for Argon2id (ASVS appendix C).
const MIN_ARGON2_COSTS: [(u32, u32); 5] = [(47_104, 1), (19_456, 2), (12_288, 3), (9_216, 4), (7_168, 5)];

/// Production requires one of the combinations in [`MIN_ARGON2_COSTS`].
pub(super) fn argon2(variables: &Variables, environment: Environment) -> Result<Argon2Params, ConfigError> {
    let default = Argon2Params::default();
    let number = "a whole number";
    let memory = variables.parse_or("ARGON2_MEMORY_KIB", number, || default.memory_kib)?;
    let time = variables.parse_or("ARGON2_TIME", number, || default.time)?;
    let parallelism = variables.parse_or("ARGON2_PARALLELISM", number, || default.parallelism)?;
    let is_strong = MIN_ARGON2_COSTS
        .iter()
        .any(|(kib, passes)| memory >= *kib && time >= *passes);
    if environment == Environment::Production && !is_strong {
        let problem = "is too low for production with this ARGON2_TIME: use 19456 with 2, or 47104 with 1";
        return Err(ConfigError::new("ARGON2_MEMORY_KIB", problem));
    }
    Argon2Params::new(memory, time, parallelism)
        .map_err(|error| ConfigError::new("ARGON2_*", error.to_string()))
}

/// `cargo leptos watch` adds its own script to pages.
pub(super) fn is_watched(variables: &Variables, environment: Environment) -> Result<bool, ConfigError> {
    let is_watched = variables.get("LEPTOS_WATCH").is_some();
    if is_watched && environment == Environment::Production {
        return Err(ConfigError::new("LEPTOS_WATCH", "must not be set in production"));
    }
    Ok(is_watched)
}

pub(super) fn log_format(variables: &Variables) -> Result<LogFormat, ConfigError> {
    match variables.get("LOG_FORMAT").unwrap_or("pretty") {
        "pretty" => Ok(LogFormat::Pretty),
        "json" => Ok(LogFormat::Json),
        other => Err(ConfigError::new(
            "LOG_FORMAT",
            format!("`{other}` is neither pretty nor json"),
        )),
    }
}
