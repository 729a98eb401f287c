//! Converts rows of the outbox to messages.

use entity::outbox_mail;
use lettre::{
    Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

/// Builds a message with a plain-text and an HTML body. Its Message-ID is the row's, the same for every attempt.
///
/// # Errors
/// A row that cannot be converted. Retrying it is pointless.
pub(super) fn build(mail: &outbox_mail::Model, from: Mailbox) -> Result<Message, String> {
    let (Some(text), Some(html)) = (&mail.text, &mail.html) else {
        return Err("the row has no body".to_owned());
    };
    let to: Mailbox = mail
        .to_address
        .parse()
        .map_err(|_| "the recipient's address is invalid".to_owned())?;
    // RFC 3834: no automatic reply, such as an out-of-office message, is sent in response.
    let automatic = HeaderValue::new(
        HeaderName::new_from_ascii_str("Auto-Submitted"),
        "auto-generated".to_owned(),
    );
    Message::builder()
        .from(from)
        .to(to)
        .subject(mail.subject.clone())
        .message_id(Some(mail.message_id.clone()))
        .date(mail.created_at.into())
        .raw_header(automatic)
        .multipart(MultiPart::alternative_plain_html(text.0.clone(), html.0.clone()))
        .map_err(|error| format!("the message cannot be built: {error}"))
}
