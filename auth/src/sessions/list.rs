//! The sessions of a user, for their owner: see them, end one, end all others.

use contract::settings::{SessionRow, Sessions};
use entity::session;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use tower_sessions_core::Session;

use super::store::{self, Row};
use crate::{
    Auth, Error,
    audit::{AffectedUser, EventKind, Origin},
    sessions::Identity,
    user_agent, users,
};

/// What the list calls this session: the hash of its id. It ends the session and opens nothing.
#[must_use]
pub fn handle(session: &Session) -> Option<String> {
    session.id().map(store::hash)
}

/// All live sessions of a user, this one first, then the latest used. What lives is decided as for a request:
/// by the row, by its methods, and by the user's epoch.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn list(auth: &Auth, identity: Identity, current: Option<&str>) -> Result<Sessions, Error> {
    let now = auth.clock.now();
    let rows = session::Entity::live(now)
        .filter(session::Column::UserId.eq(identity.user_id))
        .order_by_desc(session::Column::LastSeenAt)
        .all(auth.db.reader())
        .await?;
    let mut rows: Vec<_> = rows
        .into_iter()
        .filter(|row| match store::read(&auth.sessions, row, now) {
            Row::Live {
                binding: Some(binding),
                ..
            } => binding.identity() == identity && auth.login_methods.accepts(&binding.methods),
            _ => false,
        })
        .map(|row| SessionRow {
            is_current: current == Some(row.id_hash.as_str()),
            device: user_agent::describe(row.user_agent.as_deref().unwrap_or_default()),
            ip_address: row.ip_address.unwrap_or_default(),
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            handle: row.id_hash,
        })
        .collect();
    rows.sort_by_key(|row| !row.is_current);
    Ok(Sessions { rows, as_of: now })
}

/// Ends one session of this user. A session of another user is not found.
///
/// # Errors
/// [`Error::NotFound`] where the user has no such session.
pub async fn end_one(auth: &Auth, origin: &Origin, user_id: i64, handle: &str) -> Result<(), Error> {
    let affected = AffectedUser::from(&users::by_id(auth, user_id).await?);
    let transaction = auth.db.begin().await?;
    if !end_row(&transaction, user_id, handle).await? {
        return Err(Error::NotFound);
    }
    auth.record(&transaction, EventKind::SessionEnded, Some(affected), origin)
        .await?;
    auth.commit(transaction).await
}

/// Removes one session of this user, by its present or its former id: it may have been renewed since the caller read the
/// handle. Says whether there was one.
pub(super) async fn end_row(db: &DatabaseTransaction, user_id: i64, handle: &str) -> Result<bool, Error> {
    let it = Condition::any()
        .add(session::Column::IdHash.eq(handle))
        .add(session::Column::FormerIdHash.eq(handle));
    let ended = session::Entity::delete_many()
        .filter(session::Column::UserId.eq(user_id))
        .filter(it)
        .exec(db)
        .await?;
    Ok(ended.rows_affected > 0)
}

/// Ends all sessions of this user but the one of this request.
///
/// # Errors
/// [`Error::NotFound`] where there is no such user.
pub async fn end_others(
    auth: &Auth,
    origin: &Origin,
    user_id: i64,
    current: Option<&str>,
) -> Result<(), Error> {
    let affected = AffectedUser::from(&users::by_id(auth, user_id).await?);
    let transaction = auth.db.begin().await?;
    let current = current.unwrap_or_default();
    // This one may have got a new id in another tab a moment ago.
    let is_another = Condition::any()
        .add(session::Column::FormerIdHash.is_null())
        .add(session::Column::FormerIdHash.ne(current));
    session::Entity::delete_many()
        .filter(session::Column::UserId.eq(user_id))
        .filter(session::Column::IdHash.ne(current))
        .filter(is_another)
        .exec(&transaction)
        .await?;
    auth.record(
        &transaction,
        EventKind::OtherSessionsEnded,
        Some(affected),
        origin,
    )
    .await?;
    auth.commit(transaction).await
}
