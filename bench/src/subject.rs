//! A database under test, and the objects that the queries refer to.

use std::{sync::Arc, time::Duration};

use auth::{
    Auth, Clock, Database,
    authentication::LoginMethods,
    passwords::{Argon2Params, Hasher},
    sessions::Lifetimes,
    settings::Settings,
};
use contract::{role::Role, site::Site};
use entity::{group, user};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Result,
    seed::{self, text},
};

/// A database with its users.
pub(crate) struct Subject {
    /// The account services, as the pages use them.
    pub(crate) auth: Auth,
    /// The number of users, with keys from 1.
    pub(crate) users: i64,
    /// The median user by username.
    pub(crate) middle: user::Model,
    /// The key of the group Customer, whose members are all users.
    pub(crate) everybody: i64,
    /// The key of the group Manager, whose members are one user in a hundred.
    pub(crate) managers: i64,
}

impl Subject {
    /// Fills the empty database at `url`, and opens it as the server does.
    pub(crate) async fn prepare(engine: &str, url: &str, users: i64) -> Result<Self> {
        seed::fill(engine, url, users).await?;
        let db = Database::connect(url).await.map_err(text)?;
        let middle = middle(&db, users).await.map_err(text)?;
        Ok(Self {
            middle: middle.ok_or("There are no users.")?,
            everybody: group_id(&db, Role::Customer).await?,
            managers: group_id(&db, Role::Manager).await?,
            users,
            auth: Auth {
                db,
                hasher: Hasher::new(Argon2Params::default(), 1, Duration::from_secs(1)),
                clock: Clock::system(),
                sessions: Lifetimes::default(),
                site: Site::default(),
                settings: Arc::new(Settings::default()),
                login_methods: LoginMethods::default(),
                providers: auth::social::Providers::default(),
                permissions: Arc::new(seed::catalogue()),
                kept_session_keys: Arc::new([]),
                listeners: Arc::new([]),
                outbox_bell: Arc::default(),
            },
        })
    }

    /// Closes the connections, so that the database can be removed.
    pub(crate) async fn close(self) -> Result {
        self.auth.db.close().await.map_err(text)
    }
}

/// Reads only the name, which is in the index: whole rows would be read to be skipped.
async fn middle(db: &Database, users: i64) -> std::result::Result<Option<user::Model>, DbErr> {
    let name: Option<String> = user::Entity::find()
        .select_only()
        .column(user::Column::UsernameCanonical)
        .order_by_asc(user::Column::UsernameCanonical)
        .offset(u64::try_from(users / 2).unwrap_or_default())
        .into_tuple()
        .one(db.reader())
        .await?;
    user::Entity::find()
        .filter(user::Column::UsernameCanonical.eq(name.unwrap_or_default()))
        .one(db.reader())
        .await
}

async fn group_id(db: &Database, role: Role) -> Result<i64> {
    let group = group::Entity::find()
        .filter(group::Column::Name.eq(role.group()))
        .one(db.reader())
        .await
        .map_err(text)?;
    Ok(group.ok_or("A group is missing.")?.id)
}
