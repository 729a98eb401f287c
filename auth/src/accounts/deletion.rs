//! Delete one's own account, with everything that belongs to it.

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::DeleteAccount,
};
use entity::user;
use tower_sessions_core::Session;

use crate::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind},
    authentication::AuthContext,
    authentication::reauthentication,
    passwords, sessions, users,
};

/// Deletes the account with its sessions, links, grants and whatever the domains keep of it. The audit log keeps that there was one. The
/// last active superuser stays. The session says which account.
///
/// # Errors
/// [`Error::SessionOver`] where the session was ended while the password was checked: then the account stays.
pub async fn delete_account(
    auth: &Auth,
    context: &AuthContext,
    session: &Session,
    form: DeleteAccount,
) -> Result<(), Error> {
    let origin = &context.origin();
    let user = sessions::owner(auth, session).await?;
    let mut errors = FieldErrors::default();
    if form.confirm.trim().is_empty() {
        errors.add("confirm", FieldError::Required);
    } else if form.confirm.trim() != user.username {
        errors.add("confirm", FieldError::ConfirmationMismatch);
    }
    let has_password = passwords::is_usable(&user.password.0);
    if has_password {
        verify_password(auth, origin, &user, form.password, &mut errors).await?;
    } else if !context.is_recently_authenticated(auth.clock.now()) {
        return Err(Error::Forbidden(
            "without a password, a deletion needs recent authentication",
        ));
    }
    errors.into_result()?;
    let transaction = auth.db.begin().await?;
    // Another request may have set a password while this one was checked.
    let now = users::lock_with_superusers(&transaction, user.id).await?;
    sessions::require_live(auth, &transaction, session).await?;
    if now.password != user.password || now.auth_epoch != user.auth_epoch {
        return Err(Error::refused_field("password", FieldError::PasswordIncorrect));
    }
    if has_password {
        let affected = Some(AffectedUser::from(&now));
        auth.record(&transaction, EventKind::Reauthenticated, affected, origin)
            .await?;
    }
    users::delete(auth, transaction, &now, origin).await
}

/// Checks the password, and adds to the errors what is wrong with it. The right password beside another error is recorded at once.
async fn verify_password(
    auth: &Auth,
    origin: &Origin,
    user: &user::Model,
    password: String,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    match reauthentication::verify(auth, origin, user, "password", password).await {
        Ok(_) if errors.is_empty() => Ok(()),
        Ok(_) => {
            let affected = Some(AffectedUser::from(user));
            auth.record_alone(EventKind::Reauthenticated, affected, origin)
                .await
        }
        Err(Error::Refused(others)) => {
            errors.fields.extend(others.fields);
            Ok(())
        }
        Err(error) => Err(error),
    }
}
