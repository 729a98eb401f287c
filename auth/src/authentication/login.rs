//! Log in with a user name or an e-mail address.

use contract::{
    field_errors::{FieldError, FieldErrors},
    site::EmailVerification,
};
use entity::user;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    Auth, Error,
    audit::{AffectedUser, Client, EventKind, LoginFailure, Origin},
    mail::requests::{self, RequestedMail},
    sessions::Identity,
    sessions::devices::{self, Recognised},
    tokens::{self, Purpose, Secret},
    users::email_address,
};

/// What a visitor typed.
pub struct Credentials {
    /// A user name or an e-mail address, as `ACCOUNT_LOGIN_METHODS` allows.
    pub username: String,
    /// Exactly as typed: nothing is stripped, normalised or cut.
    pub password: String,
}

/// A log-in that went well.
#[derive(Debug)]
pub struct LoggedIn {
    /// What the session is started as.
    pub identity: Identity,
    /// Name of the back end that knew the user.
    pub backend: &'static str,
    /// What the browser's device cookie should hold from now on; `None` where it has one.
    pub device: Option<Secret>,
}

/// Finds out who it is, by the back ends in their order. Unknown user, wrong password, unusable password and inactive account
/// get one answer, after the same work (ASVS 6.3.8).
///
/// Where addresses have to be confirmed, the right password of an account whose address is not gets an answer of its own,
/// and the link once more.
pub async fn log_in(auth: &Auth, client: &Client, credentials: Credentials) -> Result<LoggedIn, Error> {
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

    let origin = Origin::visitor(client.clone());
    let (user, backend) = match auth.backends.authenticate(auth, &credentials).await? {
        Ok(known) => known,
        Err(refusal) => return Err(failed(auth, refusal.reason, refusal.user.as_deref(), &origin).await),
    };
    if !user.is_active {
        return Err(failed(auth, LoginFailure::Inactive, Some(&user), &origin).await);
    }
    require_confirmation(auth, &user, &origin).await?;
    enter(auth, &user, backend, &origin).await
}

/// What follows a log-in by whatever means: the time of it, the device, the end of links to reset a password, the event.
pub(crate) async fn enter(
    auth: &Auth,
    user: &user::Model,
    backend: &'static str,
    origin: &Origin,
) -> Result<LoggedIn, Error> {
    let transaction = auth.db.begin().await?;
    let entered = enter_within(auth, &transaction, user, backend, origin).await?;
    auth.commit(transaction).await?;
    Ok(entered)
}

/// [`enter`], as part of something larger.
pub(crate) async fn enter_within(
    auth: &Auth,
    transaction: &DatabaseTransaction,
    user: &user::Model,
    backend: &'static str,
    origin: &Origin,
) -> Result<LoggedIn, Error> {
    user::Entity::update_many()
        .col_expr(user::Column::LastLogin, Expr::value(auth.clock.now()))
        .filter(user::Column::Id.eq(user.id))
        .exec(transaction)
        .await?;
    // Whoever knows the password needs no link; Django's tokens end with a log-in as well.
    tokens::void(transaction, user.id, &[Purpose::ResetPassword]).await?;
    let Recognised { is_new, cookie } =
        devices::recognise(auth, transaction, user.id, &origin.client).await?;
    let kind = EventKind::LoggedIn {
        is_new_device: is_new,
        backend,
    };
    auth.record(
        transaction,
        kind,
        Some(AffectedUser::from(user)),
        &origin.acting_as(user.id),
    )
    .await?;
    Ok(LoggedIn {
        identity: Identity {
            user_id: user.id,
            auth_epoch: user.auth_epoch,
        },
        backend,
        device: cookie,
    })
}

/// One answer for all of them; why is for the audit log.
async fn failed(auth: &Auth, reason: LoginFailure, user: Option<&user::Model>, origin: &Origin) -> Error {
    let kind = EventKind::LoginFailed { reason };
    match auth
        .record_alone(kind, user.map(AffectedUser::from), origin)
        .await
    {
        Ok(()) => Error::refused(FieldError::InvalidLogin),
        Err(error) => error,
    }
}

async fn require_confirmation(auth: &Auth, user: &user::Model, origin: &Origin) -> Result<(), Error> {
    let is_wanted = auth.site.email_verification == EmailVerification::Mandatory;
    if !is_wanted || user.email_confirmed_at.is_some() {
        return Ok(());
    }
    // An account without an address was made by the operator: there is nothing to confirm.
    if email_address::parse(&user.email).is_err() {
        return Ok(());
    }
    let kind = EventKind::LoginFailed {
        reason: LoginFailure::NotConfirmed,
    };
    auth.record_alone(kind, Some(AffectedUser::from(user)), origin)
        .await?;
    requests::submit(
        auth,
        RequestedMail::EmailConfirmation,
        &user.email,
        &origin.client,
    )
    .await?;
    Err(Error::refused(FieldError::EmailNotConfirmed))
}
