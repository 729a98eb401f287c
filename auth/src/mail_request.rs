//! "Send me a link": asked for by anybody, for any address, and answered in the background.
//!
//! The request itself writes the same small row for every address and says the same; whether there is an account is
//! looked up afterwards, so neither the answer nor its time tells (ASVS 6.3.8, Django's CVE-2024-45231). The row is there
//! when the request is answered: a crash loses none.

use entity::{mail_request, user};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QuerySelect,
    Statement,
};

use crate::{
    Auth, Error, email_address, email_confirmation,
    field_error_mapping::email_error,
    origin::{Client, Origin},
    password_reset,
};

/// What for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To set a new password.
    PasswordReset,
    /// To confirm the address.
    EmailConfirmation,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::PasswordReset => "password_reset",
            Self::EmailConfirmation => "email_confirmation",
        }
    }
}

/// Writes the request down. Only what is no address at all is refused.
pub(crate) async fn ask(auth: &Auth, kind: Kind, email: &str, client: &Client) -> Result<(), Error> {
    let email =
        email_address::parse(email).map_err(|problem| Error::refused_field("email", email_error(problem)))?;
    mail_request::Entity::insert(mail_request::ActiveModel {
        kind: Set(kind.name().to_owned()),
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

/// Is there a request to answer? Only reads, so that a worker without work disturbs nobody.
pub async fn is_waiting(auth: &Auth) -> Result<bool, Error> {
    Ok(mail_request::Entity::find()
        .one(auth.db.reader())
        .await?
        .is_some())
}

/// Answers the oldest request, if there is one: looks for the account and writes the mail, in one transaction with
/// the end of the request. Says whether there was one. A request that cannot be answered for any other reason than an
/// unavailable database is dropped, so that it does not stand in the way of the next.
pub async fn answer_next(auth: &Auth) -> Result<bool, Error> {
    let transaction = auth.db.begin().await?;
    let Some(request) = take(&transaction).await? else {
        transaction.rollback().await?;
        return Ok(false);
    };
    let id = request.id;
    match answer(auth, &transaction, request).await {
        Ok(()) => auth.commit(transaction).await?,
        Err(Error::Unavailable(cause)) => return Err(Error::Unavailable(cause)),
        Err(error) => {
            tracing::error!(%error, id, "a request for mail cannot be answered");
            transaction.rollback().await?;
            mail_request::Entity::delete_by_id(id)
                .exec(auth.db.writer())
                .await?;
        }
    }
    Ok(true)
}

async fn answer(
    auth: &Auth,
    transaction: &DatabaseTransaction,
    request: mail_request::Model,
) -> Result<(), Error> {
    let origin = Origin::visitor(Client {
        ip_address: request.ip_address,
        user_agent: request.user_agent,
        device: None,
    });
    let account = user::Entity::find()
        .filter(user::Column::EmailCanonical.eq(&request.email))
        .filter(user::Column::IsActive.eq(true))
        // The user before their links, as whoever redeems one does: the other way round two would wait for each other.
        .lock_exclusive()
        .one(transaction)
        .await?;
    if let Some(user) = account {
        if request.kind == Kind::PasswordReset.name() {
            password_reset::send_link(auth, transaction, &user, &origin).await?;
        } else if request.kind == Kind::EmailConfirmation.name() {
            email_confirmation::send_link_again(auth, transaction, &user, &origin).await?;
        }
    }
    Ok(())
}

/// Takes the row out; if the transaction is taken back, it is there again.
async fn take(db: &DatabaseTransaction) -> Result<Option<mail_request::Model>, Error> {
    use sea_orm::ConnectionTrait;
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
