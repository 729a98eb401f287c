//! The connected accounts of a user: list and disconnect.

use contract::settings::{Connection, Connections};
use entity::{session, social_account, user};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use tower_sessions_core::Session;

use super::method;
use crate::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind},
    authentication::AuthContext,
    passwords, sessions, users,
};

/// The connected accounts of a user, oldest first, and whether the user has a password.
///
/// # Errors
/// [`Error::NotFound`] if there is no such user.
pub async fn list(auth: &Auth, user_id: i64) -> Result<Connections, Error> {
    let user = users::by_id(auth, user_id).await?;
    let accounts = accounts(auth.db.reader(), user_id).await?;
    let has_password = passwords::is_usable(&user.password.0);
    Ok(Connections {
        has_password,
        as_of: auth.clock.now(),
        rows: accounts
            .iter()
            .map(|account| Connection {
                id: account.id,
                provider: account.provider.clone(),
                provider_label: auth.providers.label(&account.provider),
                account: account.label.clone().unwrap_or_default(),
                connected_at: account.created_at,
                last_login_at: account.last_login_at,
                is_last_login_method: !has_password && !has_other(auth, &accounts, account.id),
            })
            .collect(),
    })
}

/// Disconnects an account. Other sessions that were opened with it end.
///
/// # Errors
/// [`Error::NotFound`] if the user has no such account. [`Error::Conflict`] if the user could not log in any more.
pub async fn disconnect(
    auth: &Auth,
    context: &AuthContext,
    session: &Session,
    account_id: i64,
) -> Result<String, Error> {
    let user_id = context.require_identity()?.user_id;
    let transaction = auth.db.begin().await?;
    // The row of the user is locked, so that two requests do not each count on the account that the other one disconnects.
    let user = users::lock(&transaction, user_id)
        .await?
        .ok_or(Error::SessionOver)?;
    let accounts = accounts(&transaction, user_id).await?;
    let account = accounts
        .iter()
        .find(|account| account.id == account_id)
        .ok_or(Error::NotFound)?;
    if !passwords::is_usable(&user.password.0) && !has_other(auth, &accounts, account_id) {
        return Err(Error::Conflict);
    }
    let is_last_of_provider = !accounts
        .iter()
        .any(|other| other.id != account_id && other.provider == account.provider);
    if is_last_of_provider {
        end_sessions(&transaction, &user, &account.provider, session).await?;
    }
    let label = auth.providers.label(&account.provider);
    remove(auth, &transaction, &context.origin(), &user, account.clone()).await?;
    auth.commit(transaction).await?;
    Ok(label)
}

/// Removes a connected account, and records that.
pub(crate) async fn remove(
    auth: &Auth,
    db: &DatabaseTransaction,
    origin: &Origin,
    user: &user::Model,
    account: social_account::Model,
) -> Result<(), Error> {
    social_account::Entity::delete_by_id(account.id).exec(db).await?;
    let kind = EventKind::SocialAccountDisconnected {
        provider: account.provider,
        account: account.label.unwrap_or_default(),
    };
    auth.record(db, kind, Some(AffectedUser::from(user)), origin)
        .await
}

/// The connected accounts of a user, oldest first.
pub(crate) async fn accounts(
    db: &impl ConnectionTrait,
    user_id: i64,
) -> Result<Vec<social_account::Model>, Error> {
    Ok(social_account::Entity::find()
        .filter(social_account::Column::UserId.eq(user_id))
        .order_by_asc(social_account::Column::Id)
        .all(db)
        .await?)
}

/// Whether the user can log in with another account than this one. An account of a provider that is not configured does not count.
fn has_other(auth: &Auth, accounts: &[social_account::Model], account_id: i64) -> bool {
    accounts
        .iter()
        .any(|other| other.id != account_id && auth.providers.get(&other.provider).is_ok())
}

async fn end_sessions(
    db: &DatabaseTransaction,
    user: &user::Model,
    provider: &str,
    current: &Session,
) -> Result<(), Error> {
    session::Entity::delete_many()
        .filter(session::Column::UserId.eq(user.id))
        .filter(session::Column::Backend.eq(method(provider)))
        .filter(session::Column::IdHash.ne(sessions::handle(current).unwrap_or_default()))
        .exec(db)
        .await?;
    Ok(())
}
