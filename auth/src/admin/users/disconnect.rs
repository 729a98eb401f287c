//! A user's accounts at providers.

use contract::field_errors::FieldError;

use super::{begin, sessions::log_out_everywhere};
use crate::{Auth, Error, authentication::AuthContext, social::connections};

/// Disconnects an account at a provider from a user, and ends every session of the user: the account may be an attacker's. It may be the
/// user's last way to log in; staff can set a password.
///
/// # Errors
/// [`FieldError::OwnAccount`] for the actor: the settings ask whether it is the last way to log in. [`Error::Forbidden`] where the actor may not manage this user; [`Error::NotFound`] where there is no such user or no such account.
pub async fn disconnect(
    auth: &Auth,
    context: &AuthContext,
    user_id: i64,
    account_id: i64,
) -> Result<(), Error> {
    let actor = context.require_viewer()?;
    if actor.id == user_id {
        return Err(Error::refused(FieldError::OwnAccount));
    }
    let (transaction, user) = begin(auth, actor, user_id).await?;
    let accounts = connections::accounts(&transaction, user_id).await?;
    let account = accounts
        .into_iter()
        .find(|account| account.id == account_id)
        .ok_or(Error::NotFound)?;
    log_out_everywhere(&transaction, &[user_id]).await?;
    connections::remove(auth, &transaction, &context.origin(), &user, account).await?;
    auth.commit(transaction).await
}
