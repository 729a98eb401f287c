//! Users, changed by staff: Django's `UserAdmin`, without the way up that it leaves open. One deed a file.

use contract::viewer::Viewer;
use entity::user;
use sea_orm::DatabaseTransaction;

use crate::authorization::privilege_escalation;
use crate::{Auth, Error, users};

mod add;
mod bulk;
mod change;
mod delete;
mod flags;
mod grants;
mod identity;
mod password;
mod sessions;

pub use add::{Addition, add};
pub use bulk::{Bulk, carry_out, plan};
pub use change::{Change, change};
pub use delete::delete;
pub use password::{disable_password, set_password};
pub use sessions::end_sessions;

pub(super) use grants::{differences, names};

/// Begins to do something to a user: their row is locked, and the actor may do whatever they may.
async fn begin(
    auth: &Auth,
    actor: &Viewer,
    user_id: i64,
) -> Result<(DatabaseTransaction, user::Model), Error> {
    let transaction = auth.db.begin().await?;
    let user = users::lock_with_superusers(&transaction, user_id).await?;
    privilege_escalation::require_can_manage(&transaction, actor, &user, auth.clock.now()).await?;
    Ok((transaction, user))
}
