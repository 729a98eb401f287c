//! A user goes.

use contract::viewer::Viewer;

use super::begin;
use crate::{Auth, Error, audit::Origin, users};

/// Deletes a user with everything of theirs. The last active superuser stays.
pub async fn delete(auth: &Auth, origin: &Origin, actor: &Viewer, user_id: i64) -> Result<(), Error> {
    let (transaction, user) = begin(auth, actor, user_id).await?;
    users::delete(auth, transaction, &user, origin).await
}
