//! What nobody needs any more: Django's `clearsessions`.

use entity::session;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::{Auth, Error};

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
