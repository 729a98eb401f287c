//! What every log-in ends in, whatever the method.

use contract::site::EmailVerification;
use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use tower_sessions_core::Session;

use super::login::refuse;
use crate::{
    Auth, Client, Error, Origin,
    audit::{AffectedUser, EventKind, LoginFailure},
    mail::requests::{self, RequestedMail},
    sessions::{
        self, Identity, MethodUse, PENDING_LOGIN, add_use,
        devices::{self, Recognised},
    },
    tokens::{self, Purpose, Secret},
    users::{self, email_address},
};

/// How long a log-in waits for its second factor.
const PENDING_LIFETIME: Duration = Duration::minutes(10);

/// The browser in which a user logs in.
#[derive(Clone, Copy, Debug)]
pub struct LoginAttempt<'a> {
    /// The session of the request; it becomes the user's.
    pub session: &'a Session,
    /// The browser.
    pub client: &'a Client,
    /// "Remember me": the session outlives the browser. When a second factor completes a log-in, the first step decides.
    pub remember_me: bool,
}

/// What became of a log-in.
#[derive(Debug)]
pub enum LoginOutcome {
    /// The session is the user's.
    LoggedIn(LoggedIn),
    /// The method was right, and one of these second factors has to follow, by name. Nobody is logged in yet; [`pending_login`] says
    /// who wants to be.
    SecondFactorRequired(Vec<&'static str>),
    /// The method was right, and the address has to be confirmed first. The link was sent again.
    EmailConfirmationRequired,
}

/// A log-in that went well.
#[derive(Debug)]
pub struct LoggedIn {
    /// What the session is bound to.
    pub identity: Identity,
    /// Name of the method of the log-in, the first one where there was a second factor.
    pub method: String,
    /// What the browser's device cookie should hold from now on; `None` where it has one.
    pub device: Option<Secret>,
}

/// A user who has passed the first step of a log-in and not the second.
#[derive(Debug)]
pub struct PendingLogin {
    /// The user, as they are now.
    pub user: user::Model,
    methods: Vec<MethodUse>,
    remember_me: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredPendingLogin {
    user_id: i64,
    auth_epoch: i64,
    methods: Vec<MethodUse>,
    remember_me: bool,
    #[serde(with = "time::serde::rfc3339")]
    since: OffsetDateTime,
}

/// Completes the log-in of a user whom a registered method has authenticated.
///
/// The account has to be active, its address confirmed where that is mandatory, and every second factor that is required has to have
/// been passed. Then this notes the time of the log-in and the device, voids the links that reset the password, records the event, and
/// starts the session under a new id, which keeps [`Auth::kept_session_keys`] of an anonymous one.
///
/// A second factor calls this as well, with its own name as the method: the methods before it are in the pending log-in.
///
/// # Errors
/// [`FieldError::InvalidLogin`](contract::field_errors::FieldError::InvalidLogin) for an inactive account.
/// [`Error::SessionOver`] where a second factor comes without a pending log-in of this user. [`Error::Internal`] where the method is not
/// registered in [`Auth::login_methods`].
pub async fn complete_login(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    user: &user::Model,
    method: &str,
) -> Result<LoginOutcome, Error> {
    if !auth.login_methods.has(method) {
        return Err(Error::Internal(
            format!("the log-in method {method} is not registered").into(),
        ));
    }
    let origin = Origin::visitor(attempt.client.clone());
    if !user.is_active {
        return Err(refuse(auth, LoginFailure::Inactive, Some(user), &origin).await);
    }
    if requires_confirmation(auth, user) {
        let kind = EventKind::LoginFailed {
            reason: LoginFailure::NotConfirmed,
        };
        auth.record_alone(kind, Some(AffectedUser::from(user)), &origin)
            .await?;
        requests::submit(
            auth,
            RequestedMail::EmailConfirmation,
            &user.email,
            attempt.client,
        )
        .await?;
        return Ok(LoginOutcome::EmailConfirmationRequired);
    }
    let (methods, remember_me) = methods_so_far(auth, attempt, user, method).await?;
    let missing = auth
        .login_methods
        .required_second_factors(auth, user, attempt.client, &methods)
        .await?;
    if !missing.is_empty() {
        keep_pending(auth, attempt.session, user, methods, remember_me).await?;
        return Ok(LoginOutcome::SecondFactorRequired(missing));
    }
    let device = record(auth, user, &methods, &origin).await?;
    let first = methods.first().map_or(method, |used| &used.method).to_owned();
    let identity = Identity {
        user_id: user.id,
        auth_epoch: user.auth_epoch,
    };
    sessions::start(
        auth,
        attempt.session,
        attempt.client,
        identity,
        methods,
        remember_me,
    )
    .await?;
    Ok(LoginOutcome::LoggedIn(LoggedIn {
        identity,
        method: first,
        device,
    }))
}

/// The log-in that waits in this session for a second factor, if there is one: not older than ten minutes, of an active account
/// whose password has not changed since.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn pending_login(auth: &Auth, session: &Session) -> Result<Option<PendingLogin>, Error> {
    let Some(value) = session.get_value(PENDING_LOGIN).await? else {
        return Ok(None);
    };
    let Ok(stored) = serde_json::from_value::<StoredPendingLogin>(value) else {
        return Ok(None);
    };
    let age = auth.clock.now() - stored.since;
    if !(Duration::ZERO..PENDING_LIFETIME).contains(&age) {
        return Ok(None);
    }
    let user = match users::by_id(auth, stored.user_id).await {
        Ok(user) if user.is_active && user.auth_epoch == stored.auth_epoch => user,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(Some(PendingLogin {
        user,
        methods: stored.methods,
        remember_me: stored.remember_me,
    }))
}

/// Does the address of this account have to be confirmed first? An account without an address was made by the operator: there is
/// nothing to confirm.
fn requires_confirmation(auth: &Auth, user: &user::Model) -> bool {
    auth.site.email_verification == EmailVerification::Mandatory
        && user.email_confirmed_at.is_none()
        && email_address::parse(&user.email).is_ok()
}

/// The methods of this log-in, this one included, and "remember me" as the first step had it.
async fn methods_so_far(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    user: &user::Model,
    method: &str,
) -> Result<(Vec<MethodUse>, bool), Error> {
    let now = auth.clock.now();
    if !auth.login_methods.is_second_factor(method) {
        return Ok((vec![MethodUse::new(method, now)], attempt.remember_me));
    }
    let pending = pending_login(auth, attempt.session).await?;
    let pending = pending
        .filter(|pending| pending.user.id == user.id && pending.user.auth_epoch == user.auth_epoch)
        .ok_or(Error::SessionOver)?;
    let mut methods = pending.methods;
    add_use(&mut methods, method, now);
    Ok((methods, pending.remember_me))
}

/// The session gets a new id here as well: an attacker who planted the old one must not pass the second step in the victim's place.
async fn keep_pending(
    auth: &Auth,
    session: &Session,
    user: &user::Model,
    methods: Vec<MethodUse>,
    remember_me: bool,
) -> Result<(), Error> {
    sessions::restart(auth, session).await?;
    let pending = StoredPendingLogin {
        user_id: user.id,
        auth_epoch: user.auth_epoch,
        methods,
        remember_me,
        since: auth.clock.now(),
    };
    session.insert(PENDING_LOGIN, pending).await?;
    Ok(())
}

/// Writes the log-in down, in one transaction. Returns what the device cookie should hold, where the browser has none.
async fn record(
    auth: &Auth,
    user: &user::Model,
    methods: &[MethodUse],
    origin: &Origin,
) -> Result<Option<Secret>, Error> {
    let transaction = auth.db.begin().await?;
    user::Entity::update_many()
        .col_expr(user::Column::LastLogin, Expr::value(auth.clock.now()))
        .filter(user::Column::Id.eq(user.id))
        .exec(&transaction)
        .await?;
    // A user who can log in needs no link; Django's tokens end with a log-in as well.
    tokens::void(&transaction, user.id, &[Purpose::ResetPassword]).await?;
    let Recognised { is_new, cookie } =
        devices::recognise(auth, &transaction, user.id, &origin.client).await?;
    let kind = EventKind::LoggedIn {
        is_new_device: is_new,
        methods: methods.iter().map(|used| used.method.clone()).collect(),
    };
    let origin = origin.acting_as(user.id);
    auth.record(&transaction, kind, Some(AffectedUser::from(user)), &origin)
        .await?;
    auth.commit(transaction).await?;
    Ok(cookie)
}
