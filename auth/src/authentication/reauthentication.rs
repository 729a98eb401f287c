//! Give the password again: GitHub's "sudo mode" (ASVS 7.5.1).

use contract::field_errors::FieldError;
use entity::user;
use tower_sessions_core::Session;

use crate::{
    Auth, Error,
    audit::{AffectedUser, EventKind, Origin},
    sessions::{self, Identity},
    users,
};

/// Checks the password of the user of this session; a wrong one is [`FieldError::PasswordIncorrect`] of this field.
/// The session goes on under a new id.
///
/// # Errors
/// [`Error::SessionOver`] where the session was ended while the password was checked: then nothing has happened.
pub async fn reauthenticate(
    auth: &Auth,
    origin: &Origin,
    session: &Session,
    field: &str,
    password: String,
) -> Result<(), Error> {
    let user = sessions::owner(auth, session).await?;
    check(auth, origin, &user, field, password).await?;
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
    let renewal = sessions::renew(auth, &transaction, session, identity).await?;
    let person = Some(AffectedUser::from(&user));
    auth.record(&transaction, EventKind::Reauthenticated, person, origin)
        .await?;
    auth.commit(transaction).await?;
    renewal.adopt(session).await
}

/// Is this the user's password? A wrong one is an event, and refused.
pub(crate) async fn check(
    auth: &Auth,
    origin: &Origin,
    user: &user::Model,
    field: &str,
    password: String,
) -> Result<(), Error> {
    if password.is_empty() {
        return Err(Error::refused_field(field, FieldError::Required));
    }
    let verified = auth.hasher.verify(password, user.password.0.clone()).await?;
    if verified.matches {
        return Ok(());
    }
    let kind = EventKind::ReauthenticationFailed;
    auth.record_alone(kind, Some(AffectedUser::from(user)), origin)
        .await?;
    Err(Error::refused_field(field, FieldError::PasswordIncorrect))
}
