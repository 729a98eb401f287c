//! `SESSION_*`: the names and defaults are Django's.

use time::Duration;
use tower_sessions::cookie::SameSite;
use url::Url;

use super::{ConfigError, Environment, Variables};

/// In seconds; two weeks, Django's default.
const DEFAULT_AGE_SECONDS: u32 = 1_209_600;
/// In seconds. Browsers limit a cookie's age to 400 days (RFC 6265bis).
const MAX_AGE_SECONDS: u32 = 400 * 24 * 60 * 60;

/// Settings of the session cookie.
#[derive(Clone, Debug)]
pub struct Session {
    /// `SESSION_COOKIE_NAME`. The default on https without a domain has the `__Host-` prefix, so that no other host can set the cookie.
    pub cookie_name: String,
    /// `SESSION_COOKIE_AGE`.
    pub cookie_age: Duration,
    /// `SESSION_COOKIE_DOMAIN`.
    pub domain: Option<String>,
    /// `SESSION_COOKIE_SECURE`. Defaults to whether `PUBLIC_URL` is https.
    pub is_secure: bool,
    /// `SESSION_COOKIE_SAMESITE`.
    pub same_site: SameSite,
    /// `SESSION_SAVE_EVERY_REQUEST`: renew the cookie with every response.
    pub save_every_request: bool,
    /// `SESSION_EXPIRE_AT_BROWSER_CLOSE`: applies to anonymous sessions; a login has "Remember me" instead.
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
                format!("`{engine}` is not supported yet: use db"),
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
        let age = variables.parse_or("SESSION_COOKIE_AGE", "a number of seconds", || {
            DEFAULT_AGE_SECONDS
        })?;
        if !(60..=MAX_AGE_SECONDS).contains(&age) {
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
                    "`None` requires a secure cookie",
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

/// Checks that browsers accept the name, and that the cookie meets the requirements of the name's prefix.
fn check_name(name: &str, is_secure: bool, has_domain: bool) -> Result<String, ConfigError> {
    let error = |problem: &str| Err(ConfigError::new("SESSION_COOKIE_NAME", problem));
    if !name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    {
        return error("contains a character that is not allowed in a cookie name");
    }
    if name.starts_with("__Host-") && (!is_secure || has_domain) {
        return error("__Host- requires a secure cookie without a domain");
    }
    if name.starts_with("__Secure-") && !is_secure {
        return error("__Secure- requires a secure cookie");
    }
    Ok(name.to_owned())
}
