//! What nobody needs any more: Django's `clearsessions`.

use entity::{known_device, one_time_token, outbox_mail, session};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use time::Duration;

use crate::{Auth, Error};

/// A delivered mail is kept this long, without its text, to say that it was; one that was given up, for another try.
const MAIL_KEPT: Duration = Duration::days(30);
/// As long as browsers keep a cookie: the device cannot come back afterwards.
const DEVICES_KEPT: Duration = Duration::days(400);

/// Removes sessions, links, mails and devices that are past use, and says how many rows that were.
pub async fn clear_expired(auth: &Auth) -> Result<u64, Error> {
    let (now, db) = (auth.clock.now(), auth.db.writer());
    let tokens = one_time_token::Entity::delete_many()
        .filter(one_time_token::Column::ExpiresAt.lt(now))
        .exec(db)
        .await?;
    let old_mail = Condition::any()
        .add(outbox_mail::Column::SentAt.lt(now - MAIL_KEPT))
        .add(outbox_mail::Column::FailedAt.lt(now - MAIL_KEPT));
    let mails = outbox_mail::Entity::delete_many()
        .filter(old_mail)
        .exec(db)
        .await?;
    let devices = known_device::Entity::delete_many()
        .filter(known_device::Column::LastSeenAt.lt(now - DEVICES_KEPT))
        .exec(db)
        .await?;
    Ok(clear_sessions(auth).await? + tokens.rows_affected + mails.rows_affected + devices.rows_affected)
}

/// Removes sessions that have expired and says how many.
pub async fn clear_sessions(auth: &Auth) -> Result<u64, Error> {
    let now = auth.clock.now();
    let dead = Condition::any()
        .add(session::Column::ExpiresAt.lte(now))
        .add(session::Column::CreatedAt.lte(now - auth.sessions.longest()));
    Ok(session::Entity::delete_many()
        .filter(dead)
        .exec(auth.db.writer())
        .await?
        .rows_affected)
}
