//! `SESSION_*`: Django's names, Django's defaults.

use time::Duration;
use tower_sessions::cookie::SameSite;
use url::Url;

use super::{ConfigError, Environment, Variables};

/// Django's default, two weeks.
const COOKIE_AGE: u32 = 1_209_600;
/// Browsers keep no cookie longer (RFC 6265bis).
const LONGEST_COOKIE_AGE: u32 = 400 * 24 * 60 * 60;

/// The session cookie.
#[derive(Clone, Debug)]
pub struct Session {
    /// `SESSION_COOKIE_NAME`. Unset, and on https without a domain, it has the `__Host-` prefix: no other host can
    /// plant it.
    pub cookie_name: String,
    /// `SESSION_COOKIE_AGE`.
    pub cookie_age: Duration,
    /// `SESSION_COOKIE_DOMAIN`.
    pub domain: Option<String>,
    /// `SESSION_COOKIE_SECURE`: from the scheme of `PUBLIC_URL` where it is not said.
    pub is_secure: bool,
    /// `SESSION_COOKIE_SAMESITE`.
    pub same_site: SameSite,
    /// `SESSION_SAVE_EVERY_REQUEST`: every answer renews the cookie.
    pub save_every_request: bool,
    /// `SESSION_EXPIRE_AT_BROWSER_CLOSE`: for what is no log-in; those say it themselves.
    pub expire_at_browser_close: bool,
}

impl Session {
    pub(super) fn read(
        variables: &Variables,
        environment: Environment,
        public_url: &Url,
    ) -> Result<Self, ConfigError> {
        if let Some(engine) = variables.get("SESSION_ENGINE").filter(|engine| *engine != "db") {
            return Err(ConfigError::new(
                "SESSION_ENGINE",
                format!("`{engine}` is not there yet: only db is"),
            ));
        }
        let is_https = public_url.scheme() == "https";
        let domain = variables.get("SESSION_COOKIE_DOMAIN").map(str::to_owned);
        let is_secure = variables.flag_or("SESSION_COOKIE_SECURE", is_https)?;
        if environment == Environment::Production && !is_secure {
            return Err(ConfigError::new(
                "SESSION_COOKIE_SECURE",
                "must not be false in production",
            ));
        }
        let cookie_name = match variables.get("SESSION_COOKIE_NAME") {
            Some(name) => check_name(name, is_secure, domain.is_some())?,
            None if is_https && is_secure && domain.is_none() => "__Host-sessionid".to_owned(),
            None => "sessionid".to_owned(),
        };
        let age = variables.parse_or("SESSION_COOKIE_AGE", "a number of seconds", || COOKIE_AGE)?;
        if !(60..=LONGEST_COOKIE_AGE).contains(&age) {
            return Err(ConfigError::new(
                "SESSION_COOKIE_AGE",
                "must be between a minute and 400 days, in seconds",
            ));
        }
        let same_site = match variables.get("SESSION_COOKIE_SAMESITE").unwrap_or("Lax") {
            "Lax" => SameSite::Lax,
            "Strict" => SameSite::Strict,
            "None" if is_secure => SameSite::None,
            "None" => {
                return Err(ConfigError::new(
                    "SESSION_COOKIE_SAMESITE",
                    "None needs a secure cookie",
                ));
            }
            other => {
                return Err(ConfigError::new(
                    "SESSION_COOKIE_SAMESITE",
                    format!("`{other}` is not Lax, Strict or None"),
                ));
            }
        };
        Ok(Self {
            cookie_name,
            cookie_age: Duration::seconds(age.into()),
            domain,
            is_secure,
            same_site,
            save_every_request: variables.flag_or("SESSION_SAVE_EVERY_REQUEST", false)?,
            expire_at_browser_close: variables.flag_or("SESSION_EXPIRE_AT_BROWSER_CLOSE", false)?,
        })
    }
}

/// A name that browsers accept, and whose prefix promises only what the cookie keeps.
fn check_name(name: &str, is_secure: bool, has_domain: bool) -> Result<String, ConfigError> {
    let error = |problem: &str| Err(ConfigError::new("SESSION_COOKIE_NAME", problem));
    if !name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    {
        return error("holds a character that a cookie's name cannot have");
    }
    if name.starts_with("__Host-") && (!is_secure || has_domain) {
        return error("__Host- needs a secure cookie without a domain");
    }
    if name.starts_with("__Secure-") && !is_secure {
        return error("__Secure- needs a secure cookie");
    }
    Ok(name.to_owned())
}
