//! Give the password again: GitHub's "sudo mode" (ASVS 7.5.1).

use contract::field_errors::FieldError;

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
    if password.is_empty() {
        return Err(Error::refused_field(field, FieldError::Required));
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
    Err(Error::refused_field(field, FieldError::PasswordIncorrect))
}
