//! Give the password again: GitHub's "sudo mode" (ASVS 7.5.1).

use contract::field_errors::{FieldError, FieldErrors};

use crate::{
    Auth, Error,
    event::{EventKind, Person},
    origin::Origin,
    users,
};

/// Checks the password of who is logged in already; a wrong one is [`FieldError::PasswordIncorrect`] of this field.
pub async fn reauthenticate(
    auth: &Auth,
    origin: &Origin,
    user_id: i64,
    field: &str,
    password: String,
) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    if password.is_empty() {
        errors.add(field, FieldError::Required);
        return Err(errors.into());
    }
    let user = users::by_id(auth, user_id).await?;
    let person = Some(Person::from(&user));
    if auth.hasher.verify(password, user.password.0).await?.matches {
        return auth
            .record_alone(EventKind::Reauthenticated, person, origin)
            .await;
    }
    auth.record_alone(EventKind::ReauthenticationFailed, person, origin)
        .await?;
    errors.add(field, FieldError::PasswordIncorrect);
    Err(errors.into())
}
