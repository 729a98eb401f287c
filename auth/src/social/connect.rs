//! Connects a provider's account with a user.

use contract::field_errors::FieldError;
use entity::{social_account, user};
use oauth::ExternalUser;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction};

use super::{
    callback::{self, SocialError},
    pending::{self, Pending, PendingAction},
    provider_tokens,
};
use crate::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind},
    authentication::{Credentials, LoginAttempt, LoginOutcome, log_in},
    error::violated_unique,
    text, users,
};

/// The maximum length of a label, in characters.
const MAX_LABEL_LENGTH: usize = 254;

/// Connects the account with a logged-in user. Returns `false` if it is connected with the same user already.
pub(super) async fn connect(
    auth: &Auth,
    origin: &Origin,
    user_id: i64,
    provider: &str,
    external: &ExternalUser,
) -> Result<bool, SocialError> {
    if let Some((_, owner)) = callback::find(auth, external).await? {
        return if owner.id == user_id {
            Ok(false)
        } else {
            Err(SocialError::ConnectedToAnother)
        };
    }
    let transaction = auth.db.begin().await.map_err(Error::from)?;
    let user = users::lock(&transaction, user_id)
        .await?
        .filter(|user| user.is_active)
        .ok_or(SocialError::SessionOver)?;
    let is_sign_up = false;
    insert(auth, &transaction, origin, &user, provider, external, is_sign_up).await?;
    auth.commit(transaction).await?;
    Ok(true)
}

/// Writes the row and the event, in the transaction that decides. The unique index decides between two requests.
///
/// # Errors
/// [`SocialError::ConnectedToAnother`] if the account is connected already.
pub(super) async fn insert(
    auth: &Auth,
    db: &DatabaseTransaction,
    origin: &Origin,
    user: &user::Model,
    provider: &str,
    external: &ExternalUser,
    is_sign_up: bool,
) -> Result<(), SocialError> {
    let now = auth.clock.now();
    let account = social_account::ActiveModel {
        user_id: Set(user.id),
        provider: Set(provider.to_owned()),
        issuer: Set(external.issuer.clone()),
        subject: Set(external.subject.clone()),
        label: Set(label(external)),
        created_at: Set(now),
        last_login_at: Set(Some(now)),
        ..Default::default()
    }
    .insert(db)
    .await
    .map_err(|error| match violated_unique(&error, &["subject"]) {
        Some(_) => SocialError::ConnectedToAnother,
        None => SocialError::Other(error.into()),
    })?;
    provider_tokens::store(auth, db, account.id, &external.tokens).await?;
    let kind = EventKind::SocialAccountConnected {
        provider: provider.to_owned(),
        account: account.label.unwrap_or_default(),
        is_sign_up,
    };
    let affected = Some(AffectedUser::from(user));
    auth.record(db, kind, affected, origin).await?;
    Ok(())
}

/// What tells the user's accounts at one provider apart: the address, or else the username. Only text that can be shown.
pub(super) fn label(external: &ExternalUser) -> Option<String> {
    let email = external.email.as_ref().map(|email| &email.address);
    email
        .or(external.username.as_ref())
        .filter(|label| text::check_line(label).is_ok())
        .map(|label| label.chars().take(MAX_LABEL_LENGTH).collect())
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
    let user = users::by_id(auth, user_id).await?;
    let credentials = Credentials {
        username: user.username.clone(),
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
        let origin = callback::visitor(attempt).acting_as(user.id);
        let external = pending.external_user(auth);
        match connect(auth, &origin, user.id, &pending.provider, &external).await {
            Ok(_) => {}
            Err(SocialError::Other(error)) => return Err(error),
            Err(_) => return Err(Error::Conflict),
        }
        pending::forget(attempt.session).await?;
    }
    Ok((outcome, pending))
}
