//! Leave: the account and everything of it goes.

use contract::field_errors::{FieldError, FieldErrors};

use crate::{Auth, Error, origin::Origin, reauthentication, users};

/// What a user typed.
pub struct Deletion {
    /// Their password, once more.
    pub password: String,
    /// Their user name, to show that they mean it.
    pub confirm: String,
}

/// Deletes the account with its sessions, links, grants, orders and projects. The audit log keeps that there was one. The
/// last active superuser stays.
pub async fn delete_account(auth: &Auth, origin: &Origin, user_id: i64, form: Deletion) -> Result<(), Error> {
    let user = users::by_id(auth, user_id).await?;
    let mut errors = FieldErrors::default();
    if form.confirm.trim().is_empty() {
        errors.add("confirm", FieldError::Required);
    } else if form.confirm.trim() != user.username {
        errors.add("confirm", FieldError::ConfirmationMismatch);
    }
    match reauthentication::reauthenticate(auth, origin, user_id, "password", form.password).await {
        Ok(()) => errors.into_result()?,
        Err(Error::Refused(mut others)) => {
            others.fields.extend(errors.fields);
            return Err(others.into());
        }
        Err(error) => return Err(error),
    }
    let transaction = auth.db.begin().await?;
    // Somebody may have set another password while this one was being checked.
    let now = users::lock_with_superusers(&transaction, user_id).await?;
    if now.password != user.password || now.auth_epoch != user.auth_epoch {
        return Err(Error::refused_field("password", FieldError::PasswordIncorrect));
    }
    users::delete(auth, transaction, &now, origin).await
}
