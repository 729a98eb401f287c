//! `EMAIL_URL` and `DEFAULT_FROM_EMAIL`: how mail leaves, and in whose name.

use std::{net::IpAddr, path::PathBuf};

use lettre::message::Mailbox;
use url::Url;

use super::{ConfigError, Environment, Variables};

/// Where mail goes.
#[derive(Clone)]
pub enum MailTransport {
    /// `console:`: to standard error, for development.
    Console,
    /// `file:dir`: one `.eml` file a mail.
    File(PathBuf),
    /// `smtp://user:password@host:port?tls=required` or `smtps://…`. Holds the password, so it does not print itself.
    Smtp(String),
}

/// Mail, as configured.
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
                "an address such as Portico <noreply@example.com>",
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
                "is required in production: how mail leaves, such as smtp://user:password@host:587?tls=required",
            ))
        } else {
            Ok(MailTransport::Console)
        };
    };
    match text.split_once(':') {
        Some(("console", _)) if is_production => Err(error("`console:` delivers nothing: not in production")),
        Some(("console", _)) => Ok(MailTransport::Console),
        Some(("file", path)) => {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(error("`file:` wants a folder, such as file:data/mail"));
            }
            Ok(MailTransport::File(PathBuf::from(path)))
        }
        Some(("smtp" | "smtps", _)) => smtp(text, is_production),
        // The value is not repeated: it may hold a password.
        _ => Err(error("must start with smtp://, smtps://, file: or console:")),
    }
}

/// Never in clear text where TLS was asked for, and in production only to this very machine without.
fn smtp(text: &str, is_production: bool) -> Result<MailTransport, ConfigError> {
    let wanted = "is not an address such as smtp://user:password@host:587?tls=required";
    let url = Url::parse(text).map_err(|_| error(wanted))?;
    let mut is_encrypted = url.scheme() == "smtps";
    for (name, value) in url.query_pairs() {
        match (name.as_ref(), value.as_ref()) {
            ("tls", "required") if !is_encrypted => is_encrypted = true,
            ("tls", "none") if !is_encrypted => {}
            // `opportunistic` is none for whoever can take the offer of TLS out of the conversation.
            _ => return Err(error("may only have ?tls=required, or ?tls=none, on smtp://")),
        }
    }
    let host = url
        .host_str()
        .filter(|host| !host.is_empty())
        .ok_or_else(|| error(wanted))?;
    let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
    let is_local = host == "localhost" || address.is_some_and(|address| address.is_loopback());
    if is_production && !is_encrypted && !is_local {
        return Err(error(
            "sends passwords and links in clear text: add ?tls=required, or use smtps://",
        ));
    }
    // What the library understands by it; it knows no `tls=none`.
    let without_none = text.replace("?tls=none", "");
    lettre::AsyncSmtpTransport::<lettre::Tokio1Executor>::from_url(&without_none)
        .map_err(|_| error(wanted))?;
    Ok(MailTransport::Smtp(without_none))
}

fn error(problem: &str) -> ConfigError {
    ConfigError::new("EMAIL_URL", problem)
}
