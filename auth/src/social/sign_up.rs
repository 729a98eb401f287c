//! Creates a user for a provider's account.

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::{AT_SIGN_UP, Profile, SocialSignUp},
};
use entity::password_hash::PasswordHash;
use oauth::ExternalUser;

use super::{
    error::SocialError,
    login,
    pending::{self, Pending, PendingAction},
    rows,
};
use crate::{
    Auth, Error, Origin,
    accounts::{
        profile,
        signup::{self, NewAccount},
    },
    authentication::{LoginAttempt, LoginOutcome},
    passwords,
    users::{email_address, reservations},
};

/// Signs up with the data of the provider alone, where nothing is missing: a verified address, a valid username that is free, and no
/// further fields in the sign-up form. `None` if a form has to be completed.
pub(super) async fn without_form(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    provider: &str,
    external: &ExternalUser,
) -> Result<Option<LoginOutcome>, SocialError> {
    let email = external.email.as_ref().filter(|email| email.is_verified);
    let (Some(username), Some(email)) = (external.username.clone(), email) else {
        return Ok(None);
    };
    if !AT_SIGN_UP.is_empty() {
        return Ok(None);
    }
    let form = SocialSignUp {
        username,
        email: email.address.clone(),
        profile: Profile::default(),
    };
    match create(auth, attempt, provider, external, form).await {
        Ok(outcome) => Ok(Some(outcome)),
        // The form shows what is wrong.
        Err(SocialError::Other(Error::Refused(_))) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Completes the sign-up of the provider's user who waits in this session. The user is in the group Customer and has no password. The
/// address counts as confirmed if it is the one that the provider vouches for.
///
/// # Errors
/// [`Error::Refused`] for what is wrong with the form, and if sign-up is closed. [`Error::NotFound`] if nobody waits in this session.
/// [`Error::Conflict`] if the provider's account is connected with a user meanwhile.
pub async fn sign_up(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    form: SocialSignUp,
) -> Result<(LoginOutcome, Pending), Error> {
    let pending = pending::pending(auth, attempt.session)
        .await?
        .filter(|pending| pending.action == PendingAction::SignUp)
        .ok_or(Error::NotFound)?;
    if !auth.site.sign_up_open {
        return Err(Error::refused(FieldError::SignUpClosed));
    }
    let external = pending.external_user(auth);
    let created = create(auth, attempt, &pending.provider, &external, form);
    match signup::with_min_duration(auth, created).await {
        Ok(outcome) => {
            pending::forget(attempt.session).await?;
            Ok((outcome, pending))
        }
        Err(SocialError::Other(error)) => Err(error),
        Err(_) => Err(Error::Conflict),
    }
}

async fn create(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    provider: &str,
    external: &ExternalUser,
    form: SocialSignUp,
) -> Result<LoginOutcome, SocialError> {
    let verified = external.email.as_ref().filter(|email| email.is_verified);
    let email_is_confirmed = verified.is_some_and(|email| {
        let canonical = email_address::canonical(&email.address);
        canonical.is_some() && canonical == email_address::canonical(&form.email)
    });
    let mut errors = FieldErrors::default();
    // Whoever owns an address may be told that it has an account.
    let prevents_enumeration = signup::prevents_enumeration(auth) && !email_is_confirmed;
    let (username, email) = signup::check_names(
        auth,
        &form.username,
        &form.email,
        prevents_enumeration,
        &mut errors,
    )
    .await?;
    let values = with_names(form.profile, external);
    profile::read(auth, &values, &mut errors);
    let (Some(username), Some(email), true) = (username, email, errors.is_empty()) else {
        return Err(Error::from(errors).into());
    };
    let new = NewAccount {
        username,
        email,
        email_is_confirmed,
        password: PasswordHash(passwords::make_unusable()),
        profile: values,
    };
    let origin = Origin::visitor(attempt.client.clone());
    let transaction = auth.db.begin().await.map_err(Error::from)?;
    let Some(user) = signup::insert(auth, &transaction, new, prevents_enumeration, &origin).await? else {
        auth.commit(transaction).await?;
        return Ok(LoginOutcome::EmailConfirmationRequired);
    };
    rows::insert(auth, &transaction, &origin, &user, provider, external, true).await?;
    auth.commit(transaction).await?;
    login::complete(auth, attempt, &user, provider).await
}

/// Fills empty names with those of the provider.
fn with_names(mut profile: Profile, external: &ExternalUser) -> Profile {
    let suggestions = [
        (&mut profile.first_name, &external.first_name),
        (&mut profile.last_name, &external.last_name),
    ];
    for (name, suggestion) in suggestions {
        if let Some(suggestion) = suggestion.as_ref().filter(|_| name.is_empty()) {
            name.clone_from(suggestion);
        }
    }
    profile
}

/// A username to suggest in the form: the one at the provider, or the local part of the address, if it is valid here.
#[must_use]
pub fn suggested_username(pending: &Pending) -> String {
    let local_part = pending.email.as_deref().and_then(|email| email.split('@').next());
    [pending.username.as_deref(), local_part]
        .into_iter()
        .flatten()
        .find(|name| reservations::parse_new_name(name).is_ok())
        .unwrap_or_default()
        .to_owned()
}
