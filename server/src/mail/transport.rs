//! The ways by which mail leaves.

use std::time::Duration;

use entity::outbox_mail;
use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, message::Mailbox,
};
use tokio::time::timeout;

use super::message::build;
use crate::config::{Mail, MailTransport};

/// Until a mail server takes the connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// For all of the conversation with it. Less than the lease on the mail, so that nobody else takes it meanwhile.
const TIMEOUT: Duration = Duration::from_mins(1);

enum Transport {
    Console,
    File(AsyncFileTransport<Tokio1Executor>),
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

/// Hands mails over.
pub struct Mailer {
    transport: Transport,
    from: Mailbox,
}

/// Why a mail was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What the other side said, or what went wrong on the way there.
    pub error: String,
    /// It will never be taken: there is no use in trying again.
    pub is_permanent: bool,
}

impl Mailer {
    /// As configured. Makes the folder for files.
    ///
    /// # Errors
    /// A sentence, where that cannot be done.
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
                    .map_err(|_| "EMAIL_URL: is not the address of a mail server".to_owned())?;
                Transport::Smtp(Box::new(builder.timeout(Some(CONNECT_TIMEOUT)).build()))
            }
        };
        Ok(Self {
            transport,
            from: config.from.clone(),
        })
    }

    /// Hands a mail over. Once this is well the mail is the other side's.
    ///
    /// # Errors
    /// [`Refusal`]; permanent where the other side said "never", or where the row makes no message.
    pub async fn deliver(&self, mail: &outbox_mail::Model) -> Result<(), Refusal> {
        let message = build(mail, self.from.clone()).map_err(|error| Refusal {
            error,
            is_permanent: true,
        })?;
        match timeout(TIMEOUT, self.send(message)).await {
            Ok(result) => result,
            Err(_) => Err(Refusal {
                error: "the mail server took too long".to_owned(),
                is_permanent: false,
            }),
        }
    }

    async fn send(&self, message: Message) -> Result<(), Refusal> {
        match &self.transport {
            Transport::Console => {
                // Standard output is the log's.
                eprintln!("{}", String::from_utf8_lossy(&message.formatted()));
                Ok(())
            }
            Transport::File(files) => match files.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(Refusal {
                    error: error.to_string(),
                    is_permanent: false,
                }),
            },
            Transport::Smtp(smtp) => match smtp.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(Refusal {
                    error: error.to_string(),
                    is_permanent: error.is_permanent() && !is_about_us(&error),
                }),
            },
        }
    }
}

/// The mail server does not know us, by a wrong password for example (RFC 4954): that says nothing about the mail, and can
/// be mended.
fn is_about_us(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map(|code| code.to_string());
    matches!(code.as_deref(), Some("530" | "534" | "535" | "538"))
}
