//! Processes the requests for mail that visitors made: finds the account and sends the link.

use entity::{mail_request, user};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::email_confirmation;
use crate::{
    Auth, Client, Error, Origin,
    mail::requests::{self, RequestedMail},
    passwords,
};

/// Processes the oldest request, if there is one, and says whether there was one. The mail is written and the request is removed in
/// one transaction. A request that fails for any other reason than an unavailable database is dropped, so that it does not block
/// the next one.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached; the request stays.
pub async fn process_next(auth: &Auth) -> Result<bool, Error> {
    let transaction = auth.db.begin().await?;
    let Some(request) = requests::take(&transaction).await? else {
        transaction.rollback().await?;
        return Ok(false);
    };
    let id = request.id;
    match process(auth, &transaction, request).await {
        Ok(()) => auth.commit(transaction).await?,
        Err(error @ Error::Unavailable(_)) => return Err(error),
        Err(error) => {
            tracing::error!(%error, id, "a request for mail cannot be processed");
            transaction.rollback().await?;
            mail_request::Entity::delete_by_id(id)
                .exec(auth.db.writer())
                .await?;
        }
    }
    Ok(true)
}

/// Processes every request that waits.
///
/// # Errors
/// As [`process_next`].
pub async fn process_all(auth: &Auth) -> Result<(), Error> {
    while process_next(auth).await? {}
    Ok(())
}

async fn process(
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
        // The user is locked before their links, in the order in which a link is redeemed: no deadlock.
        .lock_exclusive()
        .one(transaction)
        .await?;
    if let Some(user) = account {
        if request.kind == RequestedMail::PasswordReset.name() {
            passwords::reset::send_link(auth, transaction, &user, &origin).await?;
        } else if request.kind == RequestedMail::EmailConfirmation.name() {
            email_confirmation::send_link_again(auth, transaction, &user, &origin).await?;
        }
    }
    Ok(())
}
