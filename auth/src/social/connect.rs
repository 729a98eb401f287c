//! Connects a provider's account with a user.

use contract::field_errors::FieldError;
use oauth::ExternalUser;

use super::{
    error::SocialError,
    pending::{self, Pending, PendingAction},
    rows,
};
use crate::{
    Auth, Error, Origin,
    authentication::{Credentials, LoginAttempt, LoginOutcome, log_in},
    users,
};

/// Connects the account with a logged-in user. Returns `false` if it is connected with the same user already.
pub(super) async fn connect(
    auth: &Auth,
    origin: &Origin,
    user_id: i64,
    provider: &str,
    external: &ExternalUser,
) -> Result<bool, SocialError> {
    let transaction = auth.db.begin().await.map_err(Error::from)?;
    let user = users::lock(&transaction, user_id)
        .await?
        .filter(|user| user.is_active)
        .ok_or(SocialError::SessionOver)?;
    // After the lock, so that another tab of the same user has connected it before or waits.
    match rows::find(&transaction, external).await? {
        Some((_, owner)) if owner.id == user_id => return Ok(false),
        Some(_) => return Err(SocialError::ConnectedToAnother),
        None => {}
    }
    let is_sign_up = false;
    rows::insert(auth, &transaction, origin, &user, provider, external, is_sign_up).await?;
    auth.commit(transaction).await?;
    Ok(true)
}

/// Logs in with the password of the user whose address the provider has vouched for, and connects the accounts.
///
/// # Errors
/// [`FieldError::PasswordIncorrect`] for a wrong password, an unusable password and an inactive user. [`Error::NotFound`] if no account
/// waits in this session. [`Error::Conflict`] if the account is connected with another user meanwhile.
pub async fn connect_with_password(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    password: String,
) -> Result<(LoginOutcome, Pending), Error> {
    let pending = pending::pending(auth, attempt.session)
        .await?
        .ok_or(Error::NotFound)?;
    let PendingAction::Connect { user_id } = pending.action else {
        return Err(Error::NotFound);
    };
    if password.is_empty() {
        return Err(Error::refused_field("password", FieldError::Required));
    }
    let external = pending.external_user(auth);
    if rows::find(auth.db.reader(), &external).await?.is_some() {
        return Err(Error::Conflict);
    }
    let user = users::by_id(auth, user_id).await?;
    // The address goes before a username that looks like one, as at any log-in.
    let credentials = Credentials {
        username: if auth.site.login_by_email {
            user.email.clone()
        } else {
            user.username.clone()
        },
        password,
    };
    let outcome = match log_in(auth, attempt, credentials).await {
        Err(Error::Refused(_)) => {
            return Err(Error::refused_field("password", FieldError::PasswordIncorrect));
        }
        outcome => outcome?,
    };
    // A second factor that is missing comes first. The user connects the account in the settings then.
    if matches!(outcome, LoginOutcome::LoggedIn(_)) {
        let origin = Origin::visitor(attempt.client.clone()).acting_as(user.id);
        match connect(auth, &origin, user.id, &pending.provider, &external).await {
            Ok(_) => {}
            Err(SocialError::Other(error)) => return Err(error),
            Err(_) => return Err(Error::Conflict),
        }
        pending::forget(attempt.session).await?;
    }
    Ok((outcome, pending))
}
