//! Users, changed by staff: Django's `UserAdmin`, without the privilege escalation that it allows. One verb a file.

use contract::viewer::Viewer;
use entity::user;
use sea_orm::DatabaseTransaction;

use crate::{Auth, Error, authentication::AuthContext, authorization::privilege_escalation, users};

mod add;
mod bulk;
mod change;
mod disconnect;
mod flags;
mod grants;
mod identity;
mod password;
mod sessions;

pub use add::add;
pub use bulk::{Bulk, carry_out, plan};
pub use change::change;
pub use disconnect::disconnect;
pub use password::{disable_password, set_password};
pub use sessions::end_sessions;

pub(super) use grants::{differences, names};

/// Begins the transaction of a verb: the user's row is locked, and the actor may manage the user.
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

/// Deletes a user with everything of theirs. The last active superuser stays.
///
/// # Errors
/// [`Error::Refused`] for the last active superuser. [`Error::Forbidden`] where the actor may not manage this user;
/// [`Error::NotFound`] where there is no such user.
pub async fn delete(auth: &Auth, context: &AuthContext, user_id: i64) -> Result<(), Error> {
    let (transaction, user) = begin(auth, context.require_viewer()?, user_id).await?;
    users::delete(auth, transaction, &user, &context.origin()).await
}
