//! The sessions of a user, for their owner: see them, end one, end all others.

use contract::settings::{SessionRow, Sessions};
use entity::session;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tower_sessions_core::Session;

use super::{store, store::is_too_old};
use crate::{
    Auth, Error,
    event::{EventKind, Person},
    login::Identity,
    origin::Origin,
    user_agent, users,
};

/// What the list calls this session: the hash of its id. It ends the session and opens nothing.
#[must_use]
pub fn handle(session: &Session) -> Option<String> {
    session.id().map(store::hash)
}

/// All live sessions of a user, this one first, then the latest used.
pub async fn list(auth: &Auth, identity: Identity, current: Option<&str>) -> Result<Sessions, Error> {
    let now = auth.clock.now();
    let rows = session::Entity::live(now)
        .filter(session::Column::UserId.eq(identity.user_id))
        .filter(session::Column::AuthEpoch.eq(identity.auth_epoch))
        .filter(session::Column::Backend.is_in(auth.backends.names()))
        .order_by_desc(session::Column::LastSeenAt)
        .all(auth.db.reader())
        .await?;
    let mut rows: Vec<_> = rows
        .into_iter()
        .filter(|row| !is_too_old(&auth.sessions, row, now))
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

/// Ends one session of this user. Somebody else's does not exist for them.
pub async fn end_one(auth: &Auth, origin: &Origin, user_id: i64, handle: &str) -> Result<(), Error> {
    let person = Person::from(&users::by_id(auth, user_id).await?);
    let transaction = auth.db.begin().await?;
    let ended = session::Entity::delete_many()
        .filter(session::Column::UserId.eq(user_id))
        .filter(session::Column::IdHash.eq(handle))
        .exec(&transaction)
        .await?;
    if ended.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    auth.record(&transaction, EventKind::SessionEnded, Some(person), origin)
        .await?;
    auth.commit(transaction).await
}

/// Ends all sessions of this user but the one of this request.
pub async fn end_others(
    auth: &Auth,
    origin: &Origin,
    user_id: i64,
    current: Option<&str>,
) -> Result<(), Error> {
    let person = Person::from(&users::by_id(auth, user_id).await?);
    let transaction = auth.db.begin().await?;
    session::Entity::delete_many()
        .filter(session::Column::UserId.eq(user_id))
        .filter(session::Column::IdHash.ne(current.unwrap_or_default()))
        .exec(&transaction)
        .await?;
    auth.record(&transaction, EventKind::OtherSessionsEnded, Some(person), origin)
        .await?;
    auth.commit(transaction).await
}
