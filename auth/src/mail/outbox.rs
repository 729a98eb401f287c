//! The outbox: a mail is a row, written in the transaction that caused it, and delivered by a worker. A crash loses no mail, a
//! transaction that is rolled back sends none, and no request waits for a mail server.

use entity::{mail_body::MailBody, outbox_mail};
use mail::{Mail, Site};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, Statement, sea_query::Expr,
};
use time::{Duration, OffsetDateTime};

use crate::{
    Auth, Error,
    audit::{EventKind, Origin},
};

/// The lease: how long a claimed mail belongs to its worker. Longer than any attempt lasts.
pub const LEASE: Duration = Duration::minutes(2);
/// Most attempts for one mail. With the backoff between them they last most of a day, so a night without a mail server loses no mail.
pub const MAX_ATTEMPTS: i32 = 30;
const INITIAL_BACKOFF: Duration = Duration::seconds(10);
const MAX_BACKOFF: Duration = Duration::hours(1);

/// Writes a mail. It leaves when the transaction is committed.
///
/// # Errors
/// [`Error::Internal`] where the mail cannot be rendered.
pub async fn enqueue<M: Mail>(
    auth: &Auth,
    db: &impl ConnectionTrait,
    to: &str,
    mail: &M,
) -> Result<(), Error> {
    let url = auth.settings.public_url.as_str().trim_end_matches('/');
    let site = Site {
        name: contract::site::NAME,
        url,
    };
    let rendered = mail.render(&site).map_err(|error| {
        Error::Internal(format!("the mail {} cannot be written: {error}", M::NAME).into())
    })?;
    let host = auth.settings.public_url.host_str().unwrap_or("localhost");
    let now = auth.clock.now();
    outbox_mail::Entity::insert(outbox_mail::ActiveModel {
        message_id: Set(format!("<{:032x}@{host}>", rand::random::<u128>())),
        template: Set(M::NAME.to_owned()),
        to_address: Set(to.to_owned()),
        subject: Set(rendered.subject),
        text: Set(Some(MailBody(rendered.text))),
        html: Set(Some(MailBody(rendered.html))),
        created_at: Set(now),
        next_attempt_at: Set(Some(now)),
        ..Default::default()
    })
    .exec_without_returning(db)
    .await?;
    Ok(())
}

/// How many mails of this name were written to this address since then.
pub(crate) async fn count_since(
    db: &impl ConnectionTrait,
    name: &str,
    to: &str,
    since: OffsetDateTime,
) -> Result<u64, Error> {
    let count = outbox_mail::Entity::find()
        .filter(outbox_mail::Column::ToAddress.eq(to))
        .filter(outbox_mail::Column::Template.eq(name))
        .filter(outbox_mail::Column::CreatedAt.gt(since))
        .count(db)
        .await?;
    Ok(count)
}

/// Claims the mail that has waited longest, for [`LEASE`]: no other worker gets it meanwhile, and when this one dies the mail is due
/// again. One statement; on PostgreSQL replicas skip each other's rows instead of waiting.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn claim(auth: &Auth) -> Result<Option<outbox_mail::Model>, Error> {
    let db = auth.db.writer();
    let backend = db.get_database_backend();
    let skip = if backend == DbBackend::Postgres {
        "FOR UPDATE SKIP LOCKED"
    } else {
        ""
    };
    let sql = format!(
        "UPDATE outbox SET next_attempt_at = $1, attempts = attempts + 1 WHERE id = \
         (SELECT id FROM outbox WHERE next_attempt_at <= $2 ORDER BY next_attempt_at LIMIT 1 {skip}) RETURNING *"
    );
    let now = auth.clock.now();
    let statement = Statement::from_sql_and_values(backend, sql, [(now + LEASE).into(), now.into()]);
    Ok(outbox_mail::Entity::find()
        .from_raw_sql(statement)
        .one(db)
        .await?)
}

/// Notes that the mail server has accepted a mail. Its text is removed, with the secrets in it, unless this is a development server.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn mark_delivered(auth: &Auth, mail: &outbox_mail::Model) -> Result<(), Error> {
    let mut update = leased(mail)
        .col_expr(outbox_mail::Column::SentAt, Expr::value(auth.clock.now()))
        .col_expr(
            outbox_mail::Column::NextAttemptAt,
            Expr::value(None::<OffsetDateTime>),
        )
        .col_expr(outbox_mail::Column::LastError, Expr::value(None::<String>));
    if !auth.settings.keeps_sent_mail {
        update = update
            .col_expr(outbox_mail::Column::Text, Expr::value(None::<String>))
            .col_expr(outbox_mail::Column::Html, Expr::value(None::<String>));
    }
    update.exec(auth.db.writer()).await?;
    tracing::info!(
        event = "mail_sent",
        mail = mail.template,
        id = mail.id,
        attempts = mail.attempts
    );
    Ok(())
}

/// Notes that an attempt has failed. The next one follows after the backoff. After a permanent refusal or [`MAX_ATTEMPTS`] the mail is
/// given up, which is logged, audited, and counted by [`counts`].
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn mark_refused(
    auth: &Auth,
    mail: &outbox_mail::Model,
    error: &str,
    is_permanent: bool,
) -> Result<(), Error> {
    let is_over = is_permanent || mail.attempts >= MAX_ATTEMPTS;
    let now = auth.clock.now();
    let error: String = error.chars().take(500).collect();
    let next = (!is_over).then(|| now + backoff_after(mail.attempts));
    let transaction = auth.db.begin().await?;
    let is_leased = leased(mail)
        .col_expr(outbox_mail::Column::NextAttemptAt, Expr::value(next))
        .col_expr(outbox_mail::Column::FailedAt, Expr::value(is_over.then_some(now)))
        .col_expr(outbox_mail::Column::LastError, Expr::value(error.clone()))
        .exec(&transaction)
        .await?
        .rows_affected
        == 1;
    if is_leased && is_over {
        let kind = EventKind::MailGivenUp {
            template: mail.template.clone(),
        };
        auth.record(&transaction, kind, None, &Origin::server()).await?;
    }
    transaction.commit().await?;
    tracing::warn!(
        event = "mail_refused",
        mail = mail.template,
        id = mail.id,
        attempts = mail.attempts,
        is_over,
        error
    );
    Ok(())
}

/// Is a mail due? This only reads, so a worker without work takes no lock.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn is_waiting(auth: &Auth) -> Result<bool, Error> {
    let due = outbox_mail::Entity::find().filter(outbox_mail::Column::NextAttemptAt.lte(auth.clock.now()));
    Ok(due
        .select_only()
        .column(outbox_mail::Column::Id)
        .into_tuple::<i64>()
        .one(auth.db.reader())
        .await?
        .is_some())
}

/// The row, while the lease is ours: once it is over another worker may have claimed the mail, and has counted one attempt more.
fn leased(mail: &outbox_mail::Model) -> sea_orm::UpdateMany<outbox_mail::Entity> {
    outbox_mail::Entity::update_many()
        .filter(outbox_mail::Column::Id.eq(mail.id))
        .filter(outbox_mail::Column::Attempts.eq(mail.attempts))
        .filter(outbox_mail::Column::NextAttemptAt.is_not_null())
}

/// 10 s, 20 s, 40 s, … an hour.
fn backoff_after(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    (INITIAL_BACKOFF * (1_i32 << doublings)).min(MAX_BACKOFF)
}

/// Mails in the outbox, by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Will be tried, or tried again.
    pub waiting: u64,
    /// Handed over.
    pub sent: u64,
    /// Given up.
    pub failed: u64,
}

/// Counts the mails in the outbox, by state.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn counts(auth: &Auth) -> Result<Counts, Error> {
    let all = outbox_mail::Entity::find;
    let db = auth.db.reader();
    Ok(Counts {
        waiting: all()
            .filter(outbox_mail::Column::NextAttemptAt.is_not_null())
            .count(db)
            .await?,
        sent: all()
            .filter(outbox_mail::Column::SentAt.is_not_null())
            .count(db)
            .await?,
        failed: all()
            .filter(outbox_mail::Column::FailedAt.is_not_null())
            .count(db)
            .await?,
    })
}

/// Makes every mail due again that was given up, and returns their number.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn retry_failed(auth: &Auth) -> Result<u64, Error> {
    let result = outbox_mail::Entity::update_many()
        .col_expr(outbox_mail::Column::NextAttemptAt, Expr::value(auth.clock.now()))
        .col_expr(outbox_mail::Column::FailedAt, Expr::value(None::<OffsetDateTime>))
        .col_expr(outbox_mail::Column::Attempts, Expr::value(0))
        .filter(outbox_mail::Column::FailedAt.is_not_null())
        .exec(auth.db.writer())
        .await?;
    auth.outbox_bell.notify_one();
    Ok(result.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let backoffs: Vec<_> = (1..MAX_ATTEMPTS).map(backoff_after).collect();
        let seconds: Vec<_> = backoffs[..10].iter().map(|pause| pause.whole_seconds()).collect();
        assert_eq!(seconds, [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600]);
        assert_eq!(backoffs.iter().sum::<Duration>().whole_hours(), 21);
    }
}
