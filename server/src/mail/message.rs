//! A row of the outbox as a message.

use entity::outbox_mail;
use lettre::{
    Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

/// Builds the message: plain text and HTML, and the Message-ID of the row, the same at every attempt.
///
/// # Errors
/// A sentence, where the row makes no message: it never will.
pub(super) fn build(mail: &outbox_mail::Model, from: Mailbox) -> Result<Message, String> {
    let (Some(text), Some(html)) = (&mail.text, &mail.html) else {
        return Err("its text is gone".to_owned());
    };
    let to: Mailbox = mail
        .to_address
        .parse()
        .map_err(|_| "its address cannot be written to".to_owned())?;
    // RFC 3834: no holiday notice answers this.
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
        .map_err(|error| format!("it makes no message: {error}"))
}
