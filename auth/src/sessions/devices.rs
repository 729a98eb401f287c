//! The browsers that a user has logged in with, so that a mail can report a new one (ASVS 6.3.5).
//!
//! A browser is known by a cookie of its own, which survives a log-out. The cookie grants no access; its only effect is
//! that no mail is sent about a new device.

use entity::known_device;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::OnConflict,
};

use crate::{
    Auth, Error,
    audit::Client,
    tokens::{Secret, digest},
};

/// What a log-in learned about the browser.
pub(crate) struct Recognised {
    /// The user has logged in before, and never with this one.
    pub(crate) is_new: bool,
    /// What its cookie should hold from now on, where it has none.
    pub(crate) cookie: Option<Secret>,
}

/// Forgets every browser of a user but this one, so that a log-in with any other is reported again.
pub(crate) async fn forget_others(
    db: &DatabaseTransaction,
    user_id: i64,
    client: &Client,
) -> Result<(), Error> {
    let this = client.device.as_deref().map(digest).unwrap_or_default();
    known_device::Entity::delete_many()
        .filter(known_device::Column::UserId.eq(user_id))
        .filter(known_device::Column::Digest.ne(this))
        .exec(db)
        .await?;
    Ok(())
}

/// Looks the browser up and remembers it. The very first one is not called new: there is nothing to compare it with.
pub(crate) async fn recognise(
    auth: &Auth,
    db: &DatabaseTransaction,
    user_id: i64,
    client: &Client,
) -> Result<Recognised, Error> {
    let cookie = client.device.is_none().then(Secret::generate);
    let held = client.device.as_deref().or(cookie.as_ref().map(Secret::reveal));
    let digest = digest(held.unwrap_or_default());
    let known: Vec<known_device::Model> = known_device::Entity::find()
        .filter(known_device::Column::UserId.eq(user_id))
        .filter(known_device::Column::Digest.eq(&digest))
        .all(db)
        .await?;
    let has_others = known.is_empty()
        && known_device::Entity::find()
            .filter(known_device::Column::UserId.eq(user_id))
            .count(db)
            .await?
            > 0;
    let now = auth.clock.now();
    known_device::Entity::insert(known_device::ActiveModel {
        user_id: Set(user_id),
        digest: Set(digest),
        created_at: Set(now),
        last_seen_at: Set(now),
    })
    .on_conflict(
        OnConflict::columns([known_device::Column::UserId, known_device::Column::Digest])
            .update_column(known_device::Column::LastSeenAt)
            .to_owned(),
    )
    .exec_without_returning(db)
    .await?;
    Ok(Recognised {
        is_new: has_others,
        cookie,
    })
}
