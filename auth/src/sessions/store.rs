//! Sessions as rows: a `tower-sessions` store on our own table.
//!
//! It differs from published stores in three ways. The id is stored hashed. Saving never inserts, so a slow
//! request cannot bring back a session that was ended meanwhile. And what it knows about the user stands in
//! columns, so that "all sessions of this user" is a query.

use async_trait::async_trait;
use entity::session;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, SqlErr, sea_query::Expr,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error as StoreError, Result as StoreResult},
};

use super::{
    AuthSession, BINDING, Lifetimes, TOUCH_AFTER,
    data::{self, Data},
    lifetimes::Kind,
    methods,
    renewal::RENEWED,
};
use crate::{Clock, Database};

/// The store; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    db: Database,
    clock: Clock,
    lifetimes: Lifetimes,
}

impl Store {
    /// A store on this database. The lifetimes are the store's own affair: what `tower-sessions` computes from the
    /// cookie's expiry is ignored.
    #[must_use]
    pub fn new(db: Database, clock: Clock, lifetimes: Lifetimes) -> Self {
        Self { db, clock, lifetimes }
    }

    /// What a row is set to. `expires_at` of an anonymous session does not know its age; [`read`] asks for it again.
    fn columns(&self, record: &Record, now: OffsetDateTime) -> StoreResult<session::ActiveModel> {
        let mut data = record.data.clone();
        let binding: Option<AuthSession> = data
            .remove(BINDING)
            .map(serde_json::from_value)
            .transpose()
            .map_err(encode)?;
        let kind = Kind::of(binding.as_ref(), data::is_one_time(&data));
        let started_at = binding.as_ref().map_or(now, |binding| binding.started_at);
        let methods = binding.as_ref().map_or(&[][..], |binding| &binding.methods);
        let list = binding
            .as_ref()
            .map(|binding| serde_json::to_string(&binding.methods))
            .transpose()
            .map_err(encode)?;
        let Some(data) = data::encode(data).map_err(encode)? else {
            return Err(StoreError::Encode(format!(
                "a session holds more than {} bytes",
                data::MAX_DATA
            )));
        };
        Ok(session::ActiveModel {
            user_id: Set(binding.as_ref().map(|binding| binding.user_id)),
            auth_epoch: Set(binding.as_ref().map(|binding| binding.auth_epoch)),
            backend: Set(methods.first().map(|first| first.method.clone())),
            authenticated_at: Set(methods::latest_use(methods)),
            methods: Set(list),
            is_remembered: Set(binding.as_ref().is_some_and(|binding| binding.is_remembered)),
            data: Set(data),
            last_seen_at: Set(now),
            expires_at: Set(self.lifetimes.expires_at(kind, started_at, now)),
            ip_address: Set(binding.as_ref().and_then(|binding| binding.ip_address.clone())),
            user_agent: Set(binding.and_then(|binding| binding.user_agent)),
            ..Default::default()
        })
    }

    /// Notes that the session was used, at most once a minute, with a statement of its own: the row may be gone. What is
    /// shown once is not prolonged.
    async fn touch(&self, row: &session::Model, kind: Kind, now: OffsetDateTime) -> StoreResult<()> {
        if kind == Kind::OneTime || now - row.last_seen_at < TOUCH_AFTER {
            return Ok(());
        }
        session::Entity::update_many()
            .col_expr(session::Column::LastSeenAt, Expr::value(now))
            .col_expr(
                session::Column::ExpiresAt,
                Expr::value(self.lifetimes.expires_at(kind, row.created_at, now)),
            )
            .filter(session::Column::IdHash.eq(&row.id_hash))
            .exec(self.db.writer())
            .await
            .map_err(backend)?;
        Ok(())
    }
}

#[async_trait]
impl SessionStore for Store {
    /// Inserts under an id of its own making. The record's own id is never used: it may be one that a visitor
    /// planted, or that of the session just flushed. A session that was renewed has its row already, under the id that it
    /// says; that one is written, if it is there still.
    async fn create(&self, record: &mut Record) -> StoreResult<()> {
        let renewed = record.data.remove(RENEWED);
        if let Some(id) = renewed
            .as_ref()
            .and_then(Value::as_str)
            .and_then(|id| id.parse().ok())
        {
            record.id = id;
            return self.save(record).await;
        }
        let now = self.clock.now();
        loop {
            record.id = Id::default();
            let mut row = self.columns(record, now)?;
            row.id_hash = Set(hash(record.id));
            row.created_at = Set(now);
            match row.insert(self.db.writer()).await {
                Ok(_) => return Ok(()),
                Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {}
                Err(error) => return Err(backend(error)),
            }
        }
    }

    /// Updates, and never inserts: where the row is gone, the session has ended, and it stays ended.
    async fn save(&self, record: &Record) -> StoreResult<()> {
        // A session that holds nothing any more is none: the row goes now, the cookie when it comes next.
        if record.data.is_empty() {
            return self.delete(&record.id).await;
        }
        session::Entity::update_many()
            .set(self.columns(record, self.clock.now())?)
            .filter(session::Column::IdHash.eq(hash(record.id)))
            .exec(self.db.writer())
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> StoreResult<Option<Record>> {
        let now = self.clock.now();
        let row = session::Entity::live(now)
            .filter(session::Column::IdHash.eq(hash(*id)))
            .one(self.db.reader())
            .await
            .map_err(backend)?;
        let Some(row) = row else {
            return Ok(None);
        };
        let (mut data, binding) = match read(&self.lifetimes, &row, now) {
            Row::Live { data, binding } => (data, binding),
            Row::Expired => return Ok(None),
            Row::Corrupt => {
                tracing::warn!(
                    event = "session.corrupt",
                    user = row.user_id,
                    "a session cannot be read and is removed"
                );
                self.delete(id).await?;
                return Ok(None);
            }
        };
        let kind = Kind::of(binding.as_ref(), data::is_one_time(&data));
        self.touch(&row, kind, now).await?;
        if let Some(binding) = binding {
            data.insert(BINDING.into(), serde_json::to_value(binding).map_err(encode)?);
        }
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date: row.expires_at,
        }))
    }

    async fn delete(&self, id: &Id) -> StoreResult<()> {
        session::Entity::delete_many()
            .filter(session::Column::IdHash.eq(hash(*id)))
            .exec(self.db.writer())
            .await
            .map_err(backend)?;
        Ok(())
    }
}

/// What a row is.
pub(super) enum Row {
    /// A session.
    Live {
        /// What it holds.
        data: Data,
        /// Its user, where it is logged in.
        binding: Option<AuthSession>,
    },
    /// It has ended.
    Expired,
    /// It says whose it is and not as what, or holds what cannot be read.
    Corrupt,
}

/// Does this row count? The one predicate, for the session of a request and for the list of sessions, so both
/// agree.
pub(super) fn read(lifetimes: &Lifetimes, row: &session::Model, now: OffsetDateTime) -> Row {
    let binding = binding(row);
    let Some(data) = data::decode(&row.data).filter(|_| binding.is_some() == row.user_id.is_some()) else {
        return Row::Corrupt;
    };
    let kind = Kind::of(binding.as_ref(), data::is_one_time(&data));
    if row.expires_at <= now || lifetimes.is_too_old(kind, row.created_at, now) {
        return Row::Expired;
    }
    Row::Live { data, binding }
}

fn binding(row: &session::Model) -> Option<AuthSession> {
    Some(AuthSession {
        user_id: row.user_id?,
        auth_epoch: row.auth_epoch?,
        methods: methods::from_columns(
            row.backend.as_deref(),
            row.authenticated_at,
            row.methods.as_deref(),
        )?,
        started_at: row.created_at,
        is_remembered: row.is_remembered,
        ip_address: row.ip_address.clone(),
        user_agent: row.user_agent.clone(),
    })
}

/// SHA-256 is enough: an id is 128 random bits, so there is nothing to guess (ASVS 7.2.3).
pub(super) fn hash(id: Id) -> String {
    hex::encode(Sha256::digest(id.to_string()))
}

fn backend(error: DbErr) -> StoreError {
    StoreError::Backend(error.to_string())
}

fn encode(error: serde_json::Error) -> StoreError {
    StoreError::Encode(error.to_string())
}
