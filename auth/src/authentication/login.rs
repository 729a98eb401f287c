//! Log in with typed credentials: a user name or an e-mail address, and a password.

use contract::field_errors::{FieldError, FieldErrors};
use entity::user;

use super::{Credentials, LoginAttempt, LoginOutcome, complete_login};
use crate::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind, LoginFailure},
};

/// Asks the credential back ends in their order, and completes the log-in of the user whom one of them authenticates.
///
/// # Errors
/// [`FieldError::Required`] of an empty field. [`FieldError::InvalidLogin`] for an unknown user, a wrong password, an unusable
/// password and an inactive account: one answer, after the same work (ASVS 6.3.8).
pub async fn log_in(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    credentials: Credentials,
) -> Result<LoginOutcome, Error> {
    let mut errors = FieldErrors::default();
    for (field, value) in [
        ("username", &credentials.username),
        ("password", &credentials.password),
    ] {
        if value.is_empty() {
            errors.add(field, FieldError::Required);
        }
    }
    errors.into_result()?;
    match auth.login_methods.authenticate(auth, &credentials).await? {
        Ok((user, method)) => complete_login(auth, attempt, &user, method).await,
        Err(refusal) => {
            let origin = Origin::visitor(attempt.client.clone());
            Err(refuse(auth, refusal.reason, refusal.user.as_deref(), &origin).await)
        }
    }
}

/// Records why a log-in failed. The visitor gets the same answer for every reason.
pub(super) async fn refuse(
    auth: &Auth,
    reason: LoginFailure,
    user: Option<&user::Model>,
    origin: &Origin,
) -> Error {
    let kind = EventKind::LoginFailed { reason };
    match auth
        .record_alone(kind, user.map(AffectedUser::from), origin)
        .await
    {
        Ok(()) => Error::refused(FieldError::InvalidLogin),
        Err(error) => error,
    }
}
