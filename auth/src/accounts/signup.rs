//! Create an account.

use std::time::Duration;

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::SignUp,
    paths,
    site::EmailVerification,
};
use entity::{password_hash::PasswordHash, user};
use mail::AlreadyRegistered;
use sea_orm::DatabaseTransaction;

use crate::{
    Auth, Error,
    accounts::{email_change, email_confirmation, profile},
    audit::{AffectedUser, EventKind, Origin},
    authentication::{LoginAttempt, LoginOutcome, complete_login},
    authorization::groups,
    mail::outbox,
    passwords::rules::{self, PersonalData},
    users::{
        self, NewUser,
        email_address::{self, EmailAddress},
        reservations::{self, NEW_ACCOUNT},
        username::Username,
    },
};

/// The minimum duration of a sign-up that prevents the enumeration of addresses. Both paths are faster than this.
const MIN_DURATION: Duration = Duration::from_millis(400);

/// Creates an account in the group Customer and logs the user in. All errors are reported together: those of the username and the address,
/// every password rule that is not met (on the first password), and a mismatch (on the second).
///
/// If addresses have to be confirmed, the result is [`LoginOutcome::EmailConfirmationRequired`]. It is the same if the address already
/// belongs to an account: the owner of that account is notified by mail, and nobody else learns of it.
///
/// # Errors
/// [`Error::Refused`] if the form is invalid or sign-up is closed.
pub async fn sign_up(auth: &Auth, attempt: &LoginAttempt<'_>, form: SignUp) -> Result<LoginOutcome, Error> {
    if !auth.site.sign_up_open {
        return Err(Error::refused(FieldError::SignUpClosed));
    }
    if auth.site.email_verification == EmailVerification::Mandatory {
        let (result, ()) = tokio::join!(
            create_account(auth, attempt, form),
            tokio::time::sleep(MIN_DURATION)
        );
        result
    } else {
        create_account(auth, attempt, form).await
    }
}

async fn create_account(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    form: SignUp,
) -> Result<LoginOutcome, Error> {
    let prevents_enumeration = auth.site.email_verification == EmailVerification::Mandatory;
    let (username, email) = check(auth, &form, prevents_enumeration).await?;
    let password = PasswordHash(auth.hasher.hash(form.password1).await?);
    let origin = Origin::visitor(attempt.client.clone());
    let address = email.clone();
    let new = NewUser {
        email: Some(email),
        ..NewUser::new(username, password)
    };
    let transaction = auth.db.begin().await?;
    if prevents_enumeration
        && let Some(holder) = email_change::holder(auth, &transaction, &address, NEW_ACCOUNT).await?
    {
        notify_holder(auth, &transaction, &holder, &address, &origin).await?;
        auth.commit(transaction).await?;
        return Ok(LoginOutcome::EmailConfirmationRequired);
    }
    let user = match users::insert(&transaction, new, auth.clock.now()).await {
        // Another visitor signed up with the same address a moment ago.
        Err(Error::Refused(errors)) if prevents_enumeration && !errors.of("email").is_empty() => {
            transaction.rollback().await?;
            return Ok(LoginOutcome::EmailConfirmationRequired);
        }
        inserted => inserted?,
    };
    profile::store(auth, &transaction, user.id, &form.profile).await?;
    groups::join_default(&transaction, user.id).await?;
    auth.record(
        &transaction,
        EventKind::UserCreated,
        Some(AffectedUser::from(&user)),
        &origin,
    )
    .await?;
    email_confirmation::send_link(auth, &transaction, &user, &origin).await?;
    auth.commit(transaction).await?;
    if prevents_enumeration {
        return Ok(LoginOutcome::EmailConfirmationRequired);
    }
    complete_login(
        auth,
        attempt,
        &user,
        auth.login_methods.default_credential_backend(),
    )
    .await
}

/// Notifies the owner of the address that somebody, possibly the owner, tried to sign up with it again.
async fn notify_holder(
    auth: &Auth,
    db: &DatabaseTransaction,
    holder: &user::Model,
    address: &EmailAddress,
    origin: &Origin,
) -> Result<(), Error> {
    if holder.is_active && holder.email_canonical.as_ref() == Some(&address.canonical) {
        let mail = AlreadyRegistered {
            username: &holder.username,
            log_in_path: paths::LOG_IN,
            reset_path: paths::PASSWORD_RESET,
        };
        outbox::enqueue(auth, db, &holder.email, &mail).await?;
    }
    auth.record(
        db,
        EventKind::SignUpRepeated,
        Some(AffectedUser::from(holder)),
        origin,
    )
    .await
}

async fn check(
    auth: &Auth,
    form: &SignUp,
    prevents_enumeration: bool,
) -> Result<(Username, EmailAddress), Error> {
    let mut errors = FieldErrors::default();
    let username = reservations::parse_new_name(&form.username)
        .map_err(|problem| errors.add("username", problem.into()));
    let email = email_address::parse(&form.email).map_err(|problem| errors.add("email", problem.into()));
    let about = PersonalData {
        username: &form.username,
        email: &form.email,
        ..PersonalData::default()
    };
    let passwords = (
        ("password1", form.password1.as_str()),
        ("password2", form.password2.as_str()),
    );
    profile::read(auth, &form.profile, &mut errors);
    rules::check_password_pair(auth, &about, passwords.0, passwords.1, &mut errors);
    if let Ok(username) = &username {
        let is_own_address = email
            .as_ref()
            .is_ok_and(|email| email.canonical == username.canonical);
        // The answer must not reveal whether the address belongs to an account, only that it is not the visitor's own.
        if prevents_enumeration && !is_own_address && email_address::canonical(&username.canonical).is_some()
        {
            errors.add("username", FieldError::UsernameTaken);
        } else {
            report_taken_name(auth, username, prevents_enumeration, &mut errors).await?;
        }
    }
    if let Ok(email) = &email
        && !prevents_enumeration
        && email_change::holder(auth, auth.db.reader(), email, NEW_ACCOUNT)
            .await?
            .is_some()
    {
        errors.add("email", FieldError::EmailTaken);
    }
    match (username, email) {
        (Ok(username), Ok(email)) if errors.is_empty() => Ok((username, email)),
        _ => Err(errors.into()),
    }
}

/// Reports a username that is taken. One that is another user's email address counts as taken; if sign-up prevents enumeration, `check`
/// has already refused it.
async fn report_taken_name(
    auth: &Auth,
    username: &Username,
    prevents_enumeration: bool,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    let db = auth.db.reader();
    let is_taken = if prevents_enumeration {
        users::by_username(db, &username.display).await?.is_some()
    } else {
        reservations::is_name_taken(db, username, NEW_ACCOUNT).await?
    };
    if is_taken {
        errors.add("username", FieldError::UsernameTaken);
    }
    Ok(())
}
