//! A user's sessions.

use entity::{session, user};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

use super::begin;
use crate::{
    Auth, Error,
    audit::{AffectedUser, EventKind},
    authentication::AuthContext,
};

/// Ends every session of a user.
///
/// # Errors
/// [`Error::Forbidden`] where the actor may not manage this user; [`Error::NotFound`] where there is no such user.
pub async fn end_sessions(auth: &Auth, context: &AuthContext, user_id: i64) -> Result<(), Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let (transaction, user) = begin(auth, actor, user_id).await?;
    log_out_everywhere(&transaction, &[user_id]).await?;
    auth.record(
        &transaction,
        EventKind::AllSessionsEnded,
        Some(AffectedUser::from(&user)),
        origin,
    )
    .await?;
    auth.commit(transaction).await
}

/// Every session of these users ends with their epoch.
pub(super) async fn log_out_everywhere(db: &DatabaseTransaction, users: &[i64]) -> Result<(), Error> {
    user::Entity::update_many()
        .col_expr(user::Column::AuthEpoch, Expr::col(user::Column::AuthEpoch).add(1))
        .filter(user::Column::Id.is_in(users.iter().copied()))
        .exec(db)
        .await?;
    // The list of sessions should not show them either.
    session::Entity::delete_many()
        .filter(session::Column::UserId.is_in(users.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}
