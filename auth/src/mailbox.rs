//! The mailbox of a development server: every mail of the outbox, delivered or not.

use contract::mailbox::{MailRow, MailState};
use entity::outbox_mail;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{Auth, Error, accounts::mail_requests};

/// Most mails that are shown.
const MAX_MAILS: u64 = 200;

/// The latest mails, newest first. Requests for mail are processed before, so that a mail that was just requested is there.
///
/// # Errors
/// [`Error::NotFound`] where the text of delivered mail is not kept.
pub async fn read(auth: &Auth, from: &str) -> Result<Vec<MailRow>, Error> {
    if !auth.settings.keeps_sent_mail {
        return Err(Error::NotFound);
    }
    mail_requests::process_all(auth).await?;
    let mails = outbox_mail::Entity::find()
        .order_by_desc(outbox_mail::Column::Id)
        .limit(MAX_MAILS)
        .all(auth.db.reader())
        .await?;
    Ok(mails.into_iter().map(|mail| row(mail, from)).collect())
}

fn row(mail: outbox_mail::Model, from: &str) -> MailRow {
    MailRow {
        id: mail.id,
        to: mail.to_address,
        from: from.to_owned(),
        subject: mail.subject,
        text: mail.text.map(|body| body.0).unwrap_or_default(),
        html: mail.html.map(|body| body.0).unwrap_or_default(),
        state: match (mail.sent_at, mail.failed_at) {
            (Some(_), _) => MailState::Sent,
            (None, Some(_)) => MailState::Failed,
            (None, None) => MailState::Waiting,
        },
        sent_at: mail.sent_at.and_then(text),
        created_at: text(mail.created_at).unwrap_or_default(),
    }
}

fn text(at: OffsetDateTime) -> Option<String> {
    at.format(&Rfc3339).ok()
}
