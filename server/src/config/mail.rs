//! `EMAIL_URL` and `DEFAULT_FROM_EMAIL`: how mail is sent, and from which address.

use std::{net::IpAddr, path::PathBuf};

use lettre::message::Mailbox;
use url::Url;

use super::{ConfigError, Environment, Variables};

/// The transport for outgoing mail.
#[derive(Clone)]
pub enum MailTransport {
    /// `console:` writes mail to standard error, for development.
    Console,
    /// `file:dir` writes one `.eml` file per mail.
    File(PathBuf),
    /// `smtp://user:password@host:port?tls=required` or `smtps://…`. Not `Debug`, because it holds the password.
    Smtp(String),
}

/// Mail settings.
#[derive(Clone)]
pub struct Mail {
    /// `EMAIL_URL`.
    pub transport: MailTransport,
    /// `DEFAULT_FROM_EMAIL`.
    pub from: Mailbox,
}

impl Mail {
    pub(super) fn read(variables: &Variables, environment: Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            transport: transport(variables, environment)?,
            from: variables.parse_or(
                "DEFAULT_FROM_EMAIL",
                "an address such as Example <noreply@example.com>",
                || {
                    Mailbox::new(
                        None,
                        lettre::Address::new("noreply", "example.com").expect("an address"),
                    )
                },
            )?,
        })
    }
}

fn transport(variables: &Variables, environment: Environment) -> Result<MailTransport, ConfigError> {
    let is_production = environment == Environment::Production;
    let Some(text) = variables.get("EMAIL_URL") else {
        return if is_production {
            Err(error(
                "is required in production, for example smtp://user:password@host:587?tls=required",
            ))
        } else {
            Ok(MailTransport::Console)
        };
    };
    match text.split_once(':') {
        Some(("console", _)) if is_production => Err(error(
            "`console:` does not deliver mail: not allowed in production",
        )),
        Some(("console", _)) => Ok(MailTransport::Console),
        Some(("file", path)) => {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(error("`file:` needs a directory, such as file:data/mail"));
            }
            Ok(MailTransport::File(PathBuf::from(path)))
        }
        Some(("smtp" | "smtps", _)) => smtp(text, is_production),
        // The value may hold a password, so it is not part of the error.
        _ => Err(error("must start with smtp://, smtps://, file: or console:")),
    }
}

/// Parses an SMTP URL. In production, a connection without TLS is allowed to this machine only.
fn smtp(text: &str, is_production: bool) -> Result<MailTransport, ConfigError> {
    let expected = "is not an address such as smtp://user:password@host:587?tls=required";
    let url = Url::parse(text).map_err(|_| error(expected))?;
    let mut is_encrypted = url.scheme() == "smtps";
    for (name, value) in url.query_pairs() {
        match (name.as_ref(), value.as_ref()) {
            ("tls", "required") if !is_encrypted => is_encrypted = true,
            ("tls", "none") if !is_encrypted => {}
            // `opportunistic` offers no protection: an attacker can strip the offer of TLS.
            _ => {
                return Err(error(
                    "supports only ?tls=required or ?tls=none, and only on smtp://",
                ));
            }
        }
    }
    let host = url
        .host_str()
        .filter(|host| !host.is_empty())
        .ok_or_else(|| error(expected))?;
    let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    let is_local = host == "localhost" || address.is_some_and(|address| address.is_loopback());
    if is_production && !is_encrypted && !is_local {
        return Err(error(
            "sends passwords and links in clear text: add ?tls=required, or use smtps://",
        ));
    }
    // lettre does not know `tls=none`.
    let supported = text.replace("?tls=none", "");
    lettre::AsyncSmtpTransport::<lettre::Tokio1Executor>::from_url(&supported)
        .map_err(|_| error(expected))?;
    Ok(MailTransport::Smtp(supported))
}

fn error(problem: &str) -> ConfigError {
    ConfigError::new("EMAIL_URL", problem)
}
