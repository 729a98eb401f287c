//! The first account of an installation.

use contract::field_errors::FieldErrors;
use entity::{password_hash::PasswordHash, user};

use crate::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind},
    passwords,
    users::{self, NewUser, email_address, username},
};

/// Django's `create_superuser`: staff and superuser, in the group Admin's rights without being in it. Without a
/// password the account cannot log in with one (`set_unusable_password`). As in Django the validators are the
/// caller's business: see [`check_password`](crate::passwords::rules::check_password).
///
/// # Errors
/// [`Error::Refused`] for a name or an address that is malformed or taken.
pub async fn create_superuser(
    auth: &Auth,
    username: &str,
    email: &str,
    password: Option<String>,
) -> Result<user::Model, Error> {
    let mut errors = FieldErrors::default();
    let username = username::parse(username).map_err(|problem| errors.add("username", problem.into()));
    let email = email_address::parse_optional(email).map_err(|problem| errors.add("email", problem.into()));
    let (Ok(username), Ok(email)) = (username, email) else {
        return Err(errors.into());
    };
    let password = match password {
        Some(password) => auth.hasher.hash(password).await?,
        None => passwords::make_unusable(),
    };
    let new = NewUser {
        email,
        is_staff: true,
        is_superuser: true,
        // The operator says whose it is; an installation that wants addresses confirmed must not lock them out.
        email_is_confirmed: true,
        ..NewUser::new(username, PasswordHash(password))
    };
    let transaction = auth.db.begin().await?;
    let user = users::insert(&transaction, new, auth.clock.now()).await?;
    auth.record(
        &transaction,
        EventKind::UserCreated,
        Some(AffectedUser::from(&user)),
        &Origin::server(),
    )
    .await?;
    auth.commit(transaction).await?;
    Ok(user)
}
