//! Requests for a mail with a link. Any visitor may make one, for any address; it is processed in the background.
//!
//! The same small row is written for every address, and every address gets the same answer. Whether there is an account is looked
//! up later, so neither the answer nor its time tells (ASVS 6.3.8, Django's CVE-2024-45231). The row exists before the visitor is
//! answered, so a crash loses no request. [`crate::accounts::mail_requests`] processes the rows.

use entity::mail_request;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, Statement};

use crate::{Auth, Client, Error, users::email_address};

/// The mail that is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestedMail {
    /// A link to set a new password.
    PasswordReset,
    /// A link to confirm the address.
    EmailConfirmation,
}

impl RequestedMail {
    /// The name in the column `kind`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::PasswordReset => "password_reset",
            Self::EmailConfirmation => "email_confirmation",
        }
    }
}

/// Writes a request down.
///
/// # Errors
/// [`Error::Refused`] for a text that is no address.
pub(crate) async fn submit(
    auth: &Auth,
    mail: RequestedMail,
    email: &str,
    client: &Client,
) -> Result<(), Error> {
    let email =
        email_address::parse(email).map_err(|problem| Error::refused_field("email", problem.into()))?;
    mail_request::Entity::insert(mail_request::ActiveModel {
        kind: Set(mail.name().to_owned()),
        email: Set(email.canonical),
        ip_address: Set(client.ip_address.clone()),
        user_agent: Set(client.stored_user_agent()),
        created_at: Set(auth.clock.now()),
        ..Default::default()
    })
    .exec_without_returning(auth.db.writer())
    .await?;
    auth.outbox_bell.notify_one();
    Ok(())
}

/// Is there a request to process? This only reads, so a worker without work takes no lock.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn is_waiting(auth: &Auth) -> Result<bool, Error> {
    Ok(mail_request::Entity::find()
        .one(auth.db.reader())
        .await?
        .is_some())
}

/// Removes the oldest request and returns it. If the transaction is rolled back, the request is there again.
pub(crate) async fn take(db: &DatabaseTransaction) -> Result<Option<mail_request::Model>, Error> {
    let backend = db.get_database_backend();
    let skip = if backend == DbBackend::Postgres {
        "FOR UPDATE SKIP LOCKED"
    } else {
        ""
    };
    let sql = format!(
        "DELETE FROM mail_requests WHERE id = (SELECT id FROM mail_requests ORDER BY id LIMIT 1 {skip}) RETURNING *"
    );
    let statement = Statement::from_string(backend, sql);
    Ok(mail_request::Entity::find()
        .from_raw_sql(statement)
        .one(db)
        .await?)
}
