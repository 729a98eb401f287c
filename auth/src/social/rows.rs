//! The rows of connected accounts: found, written, updated.

use entity::{social_account, user};
use oauth::ExternalUser;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    QueryFilter, sea_query::Expr,
};

use super::{error::SocialError, provider_tokens};
use crate::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind},
    error::violated_unique,
};

/// The connected account and its user, if the provider's account is known.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    external: &ExternalUser,
) -> Result<Option<(social_account::Model, user::Model)>, Error> {
    let found = social_account::Entity::find()
        .filter(social_account::Column::Issuer.eq(&external.issuer))
        .filter(social_account::Column::Subject.eq(&external.subject))
        .find_also_related(user::Entity)
        .one(db)
        .await?;
    Ok(found.and_then(|(account, user)| Some((account, user?))))
}

/// Writes the row and the event, in the transaction that decides. The unique index decides between two requests.
///
/// # Errors
/// [`SocialError::ConnectedToAnother`] if the account is connected already.
pub(super) async fn insert(
    auth: &Auth,
    db: &DatabaseTransaction,
    origin: &Origin,
    user: &user::Model,
    provider: &str,
    external: &ExternalUser,
    is_sign_up: bool,
) -> Result<(), SocialError> {
    let now = auth.clock.now();
    let account = social_account::ActiveModel {
        user_id: Set(user.id),
        provider: Set(provider.to_owned()),
        issuer: Set(external.issuer.clone()),
        subject: Set(external.subject.clone()),
        label: Set(label(external)),
        created_at: Set(now),
        last_login_at: Set(is_sign_up.then_some(now)),
        ..Default::default()
    }
    .insert(db)
    .await
    .map_err(|error| match violated_unique(&error, &["subject"]) {
        Some(_) => SocialError::ConnectedToAnother,
        None => SocialError::Other(error.into()),
    })?;
    provider_tokens::store(auth, db, account.id, &external.tokens).await?;
    let kind = EventKind::SocialAccountConnected {
        provider: provider.to_owned(),
        account: account.label.unwrap_or_default(),
        is_sign_up,
    };
    let affected = Some(AffectedUser::from(user));
    auth.record(db, kind, affected, origin).await?;
    Ok(())
}

/// What tells the user's accounts at one provider apart: the address, or else the username.
fn label(external: &ExternalUser) -> Option<String> {
    let email = external.email.as_ref().map(|email| &email.address);
    email.or(external.username.as_ref()).cloned()
}

/// Notes that the user has logged in with the account. Returns `false` if it has been disconnected meanwhile.
pub(super) async fn note_use(auth: &Auth, account_id: i64, external: &ExternalUser) -> Result<bool, Error> {
    let transaction = auth.db.begin().await?;
    let noted = social_account::Entity::update_many()
        .col_expr(social_account::Column::LastLoginAt, Expr::value(auth.clock.now()))
        .col_expr(social_account::Column::Label, Expr::value(label(external)))
        .filter(social_account::Column::Id.eq(account_id))
        .exec(&transaction)
        .await?;
    if noted.rows_affected == 0 {
        return Ok(false);
    }
    provider_tokens::store(auth, &transaction, account_id, &external.tokens).await?;
    auth.commit(transaction).await?;
    Ok(true)
}
