//! A user's password: set, or taken away. Staff set their own where the old one is asked for, and not here.

use contract::field_errors::FieldErrors;

use super::begin;
use crate::{
    Auth, Error,
    audit::{AffectedUser, EventKind, Origin, PasswordSetBy},
    authentication::AuthContext,
    authorization::privilege_escalation,
    passwords::{
        self,
        rules::{self, PersonalData},
    },
    tokens, users,
};

/// Sets a password: every session of the user ends, every link of theirs is void, and they are told.
///
/// # Errors
/// [`FieldError::OwnAccount`](contract::field_errors::FieldError::OwnAccount) where it is the actor's own account.
pub async fn set_password(
    auth: &Auth,
    context: &AuthContext,
    user_id: i64,
    password1: String,
    password2: String,
) -> Result<(), Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let now = auth.clock.now();
    let user = users::by_id(auth, user_id).await?;
    privilege_escalation::require_can_manage(auth.db.reader(), actor, &user, now).await?;
    privilege_escalation::require_another(actor, &user)?;
    let mut errors = FieldErrors::default();
    rules::check_password_pair(
        auth,
        &PersonalData::of(&user),
        ("password1", &password1),
        ("password2", &password2),
        &mut errors,
    );
    errors.into_result()?;
    let hash = auth.hasher.hash(password1).await?;
    let (transaction, user) = begin(auth, actor, user_id).await?;
    privilege_escalation::require_another(actor, &user)?;
    passwords::change::replace(&transaction, &user, hash, &Origin::server().client).await?;
    tokens::void_all(&transaction, user_id).await?;
    let kind = EventKind::PasswordChanged {
        by: PasswordSetBy::Staff,
    };
    auth.record(&transaction, kind, Some(AffectedUser::from(&user)), origin)
        .await?;
    auth.commit(transaction).await
}

/// Takes the password away (`set_unusable_password`): every session ends, every link is void, and no password lets them in until
/// one is set.
///
/// # Errors
/// [`FieldError::OwnAccount`](contract::field_errors::FieldError::OwnAccount) where it is the actor's own account.
pub async fn disable_password(auth: &Auth, context: &AuthContext, user_id: i64) -> Result<(), Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let (transaction, user) = begin(auth, actor, user_id).await?;
    privilege_escalation::require_another(actor, &user)?;
    let client = &Origin::server().client;
    passwords::change::replace(&transaction, &user, passwords::make_unusable(), client).await?;
    tokens::void_all(&transaction, user_id).await?;
    auth.record(
        &transaction,
        EventKind::PasswordDisabled,
        Some(AffectedUser::from(&user)),
        origin,
    )
    .await?;
    auth.commit(transaction).await
}
