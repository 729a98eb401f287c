//! A user goes.

use super::begin;
use crate::{Auth, Error, authentication::AuthContext, users};

/// Deletes a user with everything of theirs. The last active superuser stays.
pub async fn delete(auth: &Auth, context: &AuthContext, user_id: i64) -> Result<(), Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let (transaction, user) = begin(auth, actor, user_id).await?;
    users::delete(auth, transaction, &user, origin).await
}
