//! Mail transports.

use std::time::Duration;

use entity::outbox_mail;
use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, message::Mailbox,
};
use tokio::time::timeout;

use super::message::build;
use crate::config::{Mail, MailTransport};

/// The limit for connecting to a mail server.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The limit for a whole delivery. Shorter than the lease on the mail, so that no other worker claims the mail in the meantime.
const DELIVERY_TIMEOUT: Duration = Duration::from_mins(1);

enum Transport {
    Console,
    File(AsyncFileTransport<Tokio1Executor>),
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

/// Delivers mail by the configured transport.
pub struct Mailer {
    transport: Transport,
    from: Mailbox,
}

/// A delivery that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryError {
    /// The reply of the mail server, or the error that prevented one.
    pub error: String,
    /// Whether retrying is pointless.
    pub is_permanent: bool,
}

impl Mailer {
    /// Creates a mailer. Creates the directory of a file transport.
    ///
    /// # Errors
    /// A directory that cannot be created, or an invalid SMTP URL.
    pub fn new(config: &Mail) -> Result<Self, String> {
        let transport = match &config.transport {
            MailTransport::Console => Transport::Console,
            MailTransport::File(folder) => {
                std::fs::create_dir_all(folder)
                    .map_err(|error| format!("EMAIL_URL: cannot create {}: {error}", folder.display()))?;
                Transport::File(AsyncFileTransport::new(folder))
            }
            MailTransport::Smtp(url) => {
                let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(|_| "EMAIL_URL: is not the URL of a mail server".to_owned())?;
                Transport::Smtp(Box::new(builder.timeout(Some(CONNECT_TIMEOUT)).build()))
            }
        };
        Ok(Self {
            transport,
            from: config.from.clone(),
        })
    }

    /// Delivers a mail. On success, the next hop is responsible for it.
    ///
    /// # Errors
    /// [`DeliveryError`]. It is permanent if the mail server rejected the mail for good, or if the row is not a valid message.
    pub async fn deliver(&self, mail: &outbox_mail::Model) -> Result<(), DeliveryError> {
        let message = build(mail, self.from.clone()).map_err(|error| DeliveryError {
            error,
            is_permanent: true,
        })?;
        match timeout(DELIVERY_TIMEOUT, self.send(message)).await {
            Ok(result) => result,
            Err(_) => Err(DeliveryError {
                error: "the delivery timed out".to_owned(),
                is_permanent: false,
            }),
        }
    }

    async fn send(&self, message: Message) -> Result<(), DeliveryError> {
        match &self.transport {
            Transport::Console => {
                // Standard output is reserved for the log.
                eprintln!("{}", String::from_utf8_lossy(&message.formatted()));
                Ok(())
            }
            Transport::File(files) => match files.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(DeliveryError {
                    error: error.to_string(),
                    is_permanent: false,
                }),
            },
            Transport::Smtp(smtp) => match smtp.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(DeliveryError {
                    error: error.to_string(),
                    is_permanent: error.is_permanent() && !is_authentication_error(&error),
                }),
            },
        }
    }
}

/// Returns `true` if the mail server rejected our credentials (RFC 4954). An operator can fix that, so it is not a permanent error of the
/// mail.
fn is_authentication_error(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map(|code| code.to_string());
    matches!(code.as_deref(), Some("530" | "534" | "535" | "538"))
}
