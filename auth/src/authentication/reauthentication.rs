//! Authenticate again while logged in: GitHub's "sudo mode" (ASVS 7.5.1).

use contract::field_errors::FieldError;
use entity::user;
use tower_sessions_core::Session;

use super::AuthContext;
use crate::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind},
    sessions::{self, Identity},
    users,
};

/// Checks the password of the user of this session, and completes the reauthentication.
///
/// # Errors
/// [`FieldError::PasswordIncorrect`] of this field for a wrong password. [`Error::SessionOver`] where the session was ended while
/// the password was checked: then nothing has happened.
pub async fn reauthenticate(
    auth: &Auth,
    context: &AuthContext,
    session: &Session,
    field: &str,
    password: String,
) -> Result<(), Error> {
    let user = sessions::owner(auth, session).await?;
    let method = verify(auth, &context.origin(), &user, field, password).await?;
    complete_reauthentication(auth, context, session, method).await
}

/// Notes that the user of this session has authenticated again by this method, which has verified that it is the same user. The
/// session goes on under a new id. A user without a usable password does it by another method, social log-in for example.
///
/// # Errors
/// [`Error::Forbidden`] for a method that cannot reauthenticate. [`Error::SessionOver`] where the session has ended meanwhile.
pub async fn complete_reauthentication(
    auth: &Auth,
    context: &AuthContext,
    session: &Session,
    method: &str,
) -> Result<(), Error> {
    if !auth.login_methods.can_reauthenticate(method) {
        return Err(Error::Forbidden("a method that cannot reauthenticate"));
    }
    let user = sessions::owner(auth, session).await?;
    let transaction = auth.db.begin().await?;
    // Every new password moves the epoch on: with the same one the password is still the right one.
    let now = users::lock(&transaction, user.id).await?;
    let user = now
        .filter(|now| now.auth_epoch == user.auth_epoch)
        .ok_or(Error::SessionOver)?;
    let identity = Identity {
        user_id: user.id,
        auth_epoch: user.auth_epoch,
    };
    let renewal = sessions::renew(auth, &transaction, session, identity, method).await?;
    let affected = Some(AffectedUser::from(&user));
    auth.record(
        &transaction,
        EventKind::Reauthenticated,
        affected,
        &context.origin(),
    )
    .await?;
    auth.commit(transaction).await?;
    renewal.adopt(session).await
}

/// The name of the method that takes this password for the user's. A wrong one is recorded and refused.
pub(crate) async fn verify(
    auth: &Auth,
    origin: &Origin,
    user: &user::Model,
    field: &str,
    password: String,
) -> Result<&'static str, Error> {
    if password.is_empty() {
        return Err(Error::refused_field(field, FieldError::Required));
    }
    if let Some(method) = auth.login_methods.verify_password(auth, user, &password).await? {
        return Ok(method);
    }
    let kind = EventKind::ReauthenticationFailed;
    auth.record_alone(kind, Some(AffectedUser::from(user)), origin)
        .await?;
    Err(Error::refused_field(field, FieldError::PasswordIncorrect))
}
