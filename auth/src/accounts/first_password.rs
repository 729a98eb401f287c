//! Set the first password of an account that was created without one: allauth's `PasswordSetView`.

use contract::{field_errors::FieldErrors, forms::SetFirstPassword};
use tower_sessions_core::Session;

use crate::{
    Auth, Error,
    authentication::AuthContext,
    passwords::{self, change},
    sessions, users,
};

/// Whether a user has a password.
///
/// # Errors
/// [`Error::NotFound`] if there is no such user.
pub async fn has_password(auth: &Auth, user_id: i64) -> Result<bool, Error> {
    Ok(passwords::is_usable(
        &users::by_id(auth, user_id).await?.password.0,
    ))
}

/// Sets the first password of the user of this session. The session continues under a new id, and all others of the user end.
///
/// # Errors
/// [`Error::Refused`] for a password that does not meet the rules. [`Error::Conflict`] if the user has a password, which has to be given
/// to change it. [`Error::Forbidden`] without recent authentication.
pub async fn set_first_password(
    auth: &Auth,
    context: &AuthContext,
    session: &Session,
    form: SetFirstPassword,
) -> Result<(), Error> {
    if !context.is_recently_authenticated(auth.clock.now()) {
        return Err(Error::Forbidden("a first password needs recent authentication"));
    }
    let user = sessions::owner(auth, session).await?;
    if passwords::is_usable(&user.password.0) {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    change::check_new_passwords(auth, &user, &form.new_password1, &form.new_password2, &mut errors);
    errors.into_result()?;
    change::replace_own(auth, &context.origin(), session, &user, form.new_password1).await
}
