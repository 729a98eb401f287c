//! A logged-in session continues under a new id: one conditional update of its row, which has to exist still.
//!
//! `tower-sessions` deletes the row of the old id and inserts one under a new id when the answer is sent. A session that
//! was ended while a password was checked would be there again. Here the row itself gets the new id, in the transaction
//! of what the password was given for; where it is gone, nothing happens at all.

use entity::{session, user};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, UpdateMany,
    sea_query::Expr,
};
use time::OffsetDateTime;
use tower_sessions_core::{Session, session::Id};

use super::{
    AuthSession, BINDING, Identity, Lifetimes, add_use, binding, lifetimes::Kind, methods::latest_use, store,
};
use crate::{Auth, Error, users};

/// The key under which a session says to [`Store`](super::Store) that its row has this id already.
pub(super) const RENEWED: &str = "renewed";

/// A session whose row has a new id. It takes effect in the browser by [`Renewal::adopt`], once the transaction is
/// committed.
#[must_use]
pub(crate) struct Renewal {
    id: Id,
    binding: AuthSession,
}

impl Renewal {
    /// SHA-256 of the new id: the row that stays where all others end.
    pub(crate) fn handle(&self) -> String {
        store::hash(self.id)
    }

    /// The answer to this request carries the new id. Writes the row, and never inserts one.
    pub(crate) async fn adopt(self, session: &Session) -> Result<(), Error> {
        // Forgets the old id, of which there is no row any more.
        session.cycle_id().await?;
        session.insert(BINDING, self.binding).await?;
        session.insert(RENEWED, self.id.to_string()).await?;
        session.save().await?;
        Ok(())
    }
}

/// The user has authenticated again by this method: the session continues under a new id, as this identity, with everything in it
/// (Django's `update_session_auth_hash`, ASVS 7.2.4). Its total age counts from now on. A method that is not registered is not
/// noted: it would end the session.
///
/// # Errors
/// [`Error::SessionOver`] where it has ended meanwhile.
pub(crate) async fn renew(
    auth: &Auth,
    db: &DatabaseTransaction,
    session: &Session,
    identity: Identity,
    method: &str,
) -> Result<Renewal, Error> {
    let (old, before) = current(session).await?;
    let now = auth.clock.now();
    let mut binding = AuthSession {
        auth_epoch: identity.auth_epoch,
        started_at: now,
        ..before.clone()
    };
    if auth.login_methods.has(method) {
        add_use(&mut binding.methods, method, now);
    }
    rekey(db, auth.sessions, old, &before, binding, now).await
}

/// Gives a session a new id before a secret is put into it, so that an attacker who knows the old id does not share the
/// secret (session fixation). The session keeps what it holds; a logged-in one that has ended meanwhile becomes empty.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn cycle(auth: &Auth, session: &Session) -> Result<(), Error> {
    if binding(session).await?.is_none() {
        if session.id().is_some() {
            session.cycle_id().await?;
        }
        return Ok(());
    }
    let (old, before) = current(session).await?;
    let (db, now) = (auth.db.writer(), auth.clock.now());
    match rekey(db, auth.sessions, old, &before, before.clone(), now).await {
        Ok(renewal) => renewal.adopt(session).await,
        Err(Error::SessionOver) => super::end(session).await,
        Err(error) => Err(error),
    }
}

/// The session of this request is still there, and stays there until the transaction ends.
///
/// # Errors
/// [`Error::SessionOver`] where it has ended meanwhile.
pub(crate) async fn require_live(
    auth: &Auth,
    db: &DatabaseTransaction,
    session: &Session,
) -> Result<(), Error> {
    let (id, binding) = current(session).await?;
    let row = session::Entity::live(auth.clock.now())
        .filter(session::Column::IdHash.eq(store::hash(id)))
        .filter(session::Column::UserId.eq(binding.user_id))
        .filter(session::Column::AuthEpoch.eq(binding.auth_epoch))
        .lock_exclusive()
        .one(db)
        .await?;
    row.map(drop).ok_or(Error::SessionOver)
}

/// The user of this session, as they are now.
///
/// # Errors
/// [`Error::SessionOver`] where nobody is logged in, or the user is gone or of another epoch.
pub(crate) async fn owner(auth: &Auth, session: &Session) -> Result<user::Model, Error> {
    let (_, binding) = current(session).await?;
    match users::by_id(auth, binding.user_id).await {
        Ok(user) if user.auth_epoch == binding.auth_epoch => Ok(user),
        Ok(_) | Err(Error::NotFound) => Err(Error::SessionOver),
        Err(error) => Err(error),
    }
}

async fn current(session: &Session) -> Result<(Id, AuthSession), Error> {
    let binding = binding(session).await?.ok_or(Error::SessionOver)?;
    Ok((session.id().ok_or(Error::SessionOver)?, binding))
}

async fn rekey(
    db: &impl ConnectionTrait,
    lifetimes: Lifetimes,
    old: Id,
    before: &AuthSession,
    binding: AuthSession,
    now: OffsetDateTime,
) -> Result<Renewal, Error> {
    let renewal = Renewal {
        id: Id::default(),
        binding,
    };
    let after = &renewal.binding;
    let kind = Kind::of(Some(after), false);
    let methods = serde_json::to_string(&after.methods).map_err(|error| Error::Internal(error.into()))?;
    let update: UpdateMany<session::Entity> = session::Entity::update_many()
        .col_expr(session::Column::IdHash, Expr::value(renewal.handle()))
        .col_expr(session::Column::FormerIdHash, Expr::value(store::hash(old)))
        .col_expr(session::Column::AuthEpoch, Expr::value(after.auth_epoch))
        .col_expr(
            session::Column::AuthenticatedAt,
            Expr::value(latest_use(&after.methods)),
        )
        .col_expr(session::Column::Methods, Expr::value(methods))
        .col_expr(session::Column::CreatedAt, Expr::value(after.started_at))
        .col_expr(session::Column::LastSeenAt, Expr::value(now))
        .col_expr(
            session::Column::ExpiresAt,
            Expr::value(lifetimes.expires_at(kind, after.started_at, now)),
        )
        .filter(session::Column::IdHash.eq(store::hash(old)))
        .filter(session::Column::UserId.eq(before.user_id))
        .filter(session::Column::AuthEpoch.eq(before.auth_epoch))
        .filter(session::Column::ExpiresAt.gt(now));
    if update.exec(db).await?.rows_affected == 0 {
        return Err(Error::SessionOver);
    }
    Ok(renewal)
}
