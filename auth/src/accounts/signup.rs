//! Create an account.

use std::time::Duration;

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::{Profile, SignUp},
    paths,
    site::EmailVerification,
};
use entity::{password_hash::PasswordHash, user};
use mail::AlreadyRegistered;
use sea_orm::{DatabaseTransaction, TransactionTrait};

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
    with_min_duration(auth, create_account(auth, attempt, form)).await
}

/// Waits for the result, and at least [`MIN_DURATION`] where sign-up prevents enumeration.
pub(crate) async fn with_min_duration<T>(auth: &Auth, result: impl Future<Output = T>) -> T {
    if prevents_enumeration(auth) {
        tokio::join!(result, tokio::time::sleep(MIN_DURATION)).0
    } else {
        result.await
    }
}

/// Whether sign-up hides which addresses have accounts.
pub(crate) fn prevents_enumeration(auth: &Auth) -> bool {
    auth.site.email_verification == EmailVerification::Mandatory
}

async fn create_account(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    form: SignUp,
) -> Result<LoginOutcome, Error> {
    let prevents_enumeration = prevents_enumeration(auth);
    let (username, email) = check(auth, &form, prevents_enumeration).await?;
    let new = NewAccount {
        username,
        email,
        email_is_confirmed: false,
        password: PasswordHash(auth.hasher.hash(form.password1).await?),
        profile: form.profile,
    };
    let origin = Origin::visitor(attempt.client.clone());
    let transaction = auth.db.begin().await?;
    let Some(user) = insert(auth, &transaction, new, prevents_enumeration, &origin).await? else {
        auth.commit(transaction).await?;
        return Ok(LoginOutcome::EmailConfirmationRequired);
    };
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

/// A new account whose values have been checked.
pub(crate) struct NewAccount {
    pub(crate) username: Username,
    pub(crate) email: EmailAddress,
    /// Whether the visitor is known to own the address.
    pub(crate) email_is_confirmed: bool,
    pub(crate) password: PasswordHash,
    pub(crate) profile: Profile,
}

/// Writes a new account in the group Customer, and sends the link that confirms its address. Returns `None` if the address is held by
/// another account and the visitor must not learn that; the holder is notified instead.
///
/// # Errors
/// [`Error::Refused`] for a name or an address that is taken.
pub(crate) async fn insert(
    auth: &Auth,
    db: &DatabaseTransaction,
    new: NewAccount,
    prevents_enumeration: bool,
    origin: &Origin,
) -> Result<Option<user::Model>, Error> {
    if prevents_enumeration
        && let Some(holder) = email_change::holder(auth, db, &new.email, NEW_ACCOUNT).await?
    {
        notify_holder(auth, db, &holder, &new.email, origin).await?;
        return Ok(None);
    }
    let row = NewUser {
        email: Some(new.email),
        email_is_confirmed: new.email_is_confirmed,
        ..NewUser::new(new.username, new.password)
    };
    // In a savepoint: after a refused insert, PostgreSQL accepts no statement but a rollback.
    let savepoint = db.begin().await?;
    let user = match users::insert(&savepoint, row, auth.clock.now()).await {
        // Another visitor signed up with the same address a moment ago.
        Err(Error::Refused(errors)) if prevents_enumeration && !errors.of("email").is_empty() => {
            savepoint.rollback().await?;
            return Ok(None);
        }
        inserted => inserted?,
    };
    savepoint.commit().await?;
    profile::store(auth, db, user.id, &new.profile).await?;
    groups::join_default(db, user.id).await?;
    let affected = Some(AffectedUser::from(&user));
    auth.record(db, EventKind::UserCreated, affected, origin).await?;
    if new.email_is_confirmed {
        let kind = EventKind::EmailConfirmed { is_first: true };
        auth.record(db, kind, Some(AffectedUser::from(&user)), origin)
            .await?;
    } else {
        email_confirmation::send_link(auth, db, &user, origin).await?;
    }
    Ok(Some(user))
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
    let names = check_names(
        auth,
        &form.username,
        &form.email,
        prevents_enumeration,
        &mut errors,
    )
    .await?;
    match names {
        (Some(username), Some(email)) if errors.is_empty() => Ok((username, email)),
        _ => Err(errors.into()),
    }
}

/// Checks the user name and the address of a new account. Errors are reported by field; a value that is well formed is returned.
pub(crate) async fn check_names(
    auth: &Auth,
    username: &str,
    email: &str,
    prevents_enumeration: bool,
    errors: &mut FieldErrors,
) -> Result<(Option<Username>, Option<EmailAddress>), Error> {
    let username = reservations::parse_new_name(username)
        .map_err(|problem| errors.add("username", problem.into()))
        .ok();
    let email = email_address::parse(email)
        .map_err(|problem| errors.add("email", problem.into()))
        .ok();
    if let Some(username) = &username {
        let is_own_address = email
            .as_ref()
            .is_some_and(|email| email.canonical == username.canonical);
        // The answer must not reveal whether the address belongs to an account, only that it is not the visitor's own.
        if prevents_enumeration && !is_own_address && email_address::canonical(&username.canonical).is_some()
        {
            errors.add("username", FieldError::UsernameTaken);
        } else {
            report_taken_name(auth, username, prevents_enumeration, errors).await?;
        }
    }
    if let Some(email) = &email
        && !prevents_enumeration
        && email_change::holder(auth, auth.db.reader(), email, NEW_ACCOUNT)
            .await?
            .is_some()
    {
        errors.add("email", FieldError::EmailTaken);
    }
    Ok((username, email))
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
