//! Account settings.

use contract::site::EmailVerification;
use time::Duration;

use super::{ConfigError, Environment, Variables};

/// `LOGIN_REDIRECT_URL`, `ACCOUNT_*` and related settings.
#[derive(Clone, Debug)]
pub struct Account {
    /// `LOGIN_REDIRECT_URL`.
    pub after_log_in: String,
    /// `LOGOUT_REDIRECT_URL`.
    pub after_log_out: String,
    /// Whether `ACCOUNT_LOGIN_METHODS` contains `username`.
    pub login_by_username: bool,
    /// Whether `ACCOUNT_LOGIN_METHODS` contains `email`.
    pub login_by_email: bool,
    /// `ACCOUNT_SIGNUP_OPEN`.
    pub sign_up_open: bool,
    /// `PASSWORD_MIN_LENGTH`, in characters.
    pub password_min_length: usize,
    /// `ACCOUNT_EMAIL_VERIFICATION`.
    pub email_verification: EmailVerification,
    /// `PASSWORD_RESET_TIMEOUT`.
    pub password_reset_timeout: Duration,
    /// `EMAIL_VERIFICATION_TIMEOUT`.
    pub email_verification_timeout: Duration,
}

#[derive(PartialEq)]
enum LoginMethod {
    Username,
    Email,
}

impl Account {
    pub(super) fn read(variables: &Variables, environment: Environment) -> Result<Self, ConfigError> {
        require_supported(variables, "ACCOUNT_USERNAME_FIELD", &["username"])?;
        let mut methods = variables.list("ACCOUNT_LOGIN_METHODS", "username,email", |item| match item {
            "username" => Some(LoginMethod::Username),
            "email" => Some(LoginMethod::Email),
            _ => None,
        })?;
        if methods.is_empty() {
            methods = vec![LoginMethod::Username, LoginMethod::Email];
        }
        let password_min_length =
            variables.parse_or("PASSWORD_MIN_LENGTH", "a number of characters", || {
                contract::forms::DEFAULT_MIN_PASSWORD_LENGTH
            })?;
        // ASVS 6.2.1 requires at least eight characters.
        let min = if environment == Environment::Production {
            8
        } else {
            1
        };
        if !(min..=64).contains(&password_min_length) {
            let problem = format!("must be between {min} and 64 characters");
            return Err(ConfigError::new("PASSWORD_MIN_LENGTH", problem));
        }
        Ok(Self {
            after_log_in: path(variables, "LOGIN_REDIRECT_URL", contract::paths::DASHBOARD)?,
            after_log_out: path(variables, "LOGOUT_REDIRECT_URL", contract::paths::LOG_IN)?,
            login_by_username: methods.contains(&LoginMethod::Username),
            login_by_email: methods.contains(&LoginMethod::Email),
            sign_up_open: variables.flag_or("ACCOUNT_SIGNUP_OPEN", true)?,
            password_min_length,
            email_verification: email_verification(variables)?,
            password_reset_timeout: seconds(variables, "PASSWORD_RESET_TIMEOUT")?,
            email_verification_timeout: seconds(variables, "EMAIL_VERIFICATION_TIMEOUT")?,
        })
    }
}

fn email_verification(variables: &Variables) -> Result<EmailVerification, ConfigError> {
    match variables.get("ACCOUNT_EMAIL_VERIFICATION") {
        None | Some("optional") => Ok(EmailVerification::Optional),
        Some("none") => Ok(EmailVerification::None),
        Some("mandatory") => Ok(EmailVerification::Mandatory),
        Some(other) => Err(ConfigError::new(
            "ACCOUNT_EMAIL_VERIFICATION",
            format!("`{other}` is not none, optional or mandatory"),
        )),
    }
}

/// A timeout in seconds: three days by default, as in Django, and at most a year.
fn seconds(variables: &Variables, name: &'static str) -> Result<Duration, ConfigError> {
    const MAX_SECONDS: u32 = 365 * 24 * 60 * 60;
    let seconds: u32 = variables.parse_or(name, "a number of seconds", || 259_200)?;
    if (1..=MAX_SECONDS).contains(&seconds) {
        Ok(Duration::seconds(seconds.into()))
    } else {
        Err(ConfigError::new(
            name,
            format!("must be between 1 and {MAX_SECONDS} seconds"),
        ))
    }
}

/// Rejects a value of a planned setting. Ignoring it silently would be worse.
fn require_supported(
    variables: &Variables,
    name: &'static str,
    supported: &[&str],
) -> Result<(), ConfigError> {
    match variables.get(name) {
        Some(value) if !supported.contains(&value) => Err(ConfigError::new(
            name,
            format!("`{value}` is not supported yet: use {}", supported.join(", ")),
        )),
        _ => Ok(()),
    }
}

/// A path of this site that is a valid header value.
fn path(variables: &Variables, name: &'static str, default: &str) -> Result<String, ConfigError> {
    let path = variables.get(name).unwrap_or(default);
    if auth::local_path::is_local(path) && path.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(path.to_owned())
    } else {
        Err(ConfigError::new(
            name,
            format!("`{path}` is not a path on this site, such as {default}"),
        ))
    }
}
