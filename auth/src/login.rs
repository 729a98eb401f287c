//! Log in with a user name or an e-mail address.

use contract::field_errors::{FieldError, FieldErrors};
use entity::user;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{Auth, Error, email_address, username};

/// What a visitor typed.
pub struct Credentials {
    /// A user name or an e-mail address, as `ACCOUNT_LOGIN_METHODS` allows.
    pub username: String,
    /// Exactly as typed: nothing is stripped, normalised or cut.
    pub password: String,
}

/// Who has proved to be who; what a session is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The user.
    pub user_id: i64,
    /// The user's epoch when the password was checked. If the password changes before the session starts, the session
    /// is over before it begins.
    pub auth_epoch: i64,
}

/// Checks a password. Unknown user, wrong password, unusable password and inactive account get one answer, after
/// one password verification each (ASVS 6.3.8; Django's `ModelBackend`).
///
/// A hash of an older kind is replaced on the way, without ending any session.
pub async fn log_in(auth: &Auth, credentials: Credentials) -> Result<Identity, Error> {
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

    let Some(user) = find(auth, &credentials.username).await? else {
        auth.hasher.verify_dummy(credentials.password).await?;
        tracing::warn!(event = "login.failed", reason = "unknown user");
        return Err(Error::refused(FieldError::InvalidLogin));
    };
    let verified = auth
        .hasher
        .verify(credentials.password.clone(), user.password.0.clone())
        .await?;
    if !verified.matches || !user.is_active {
        let reason = if verified.matches {
            "inactive"
        } else {
            "wrong password"
        };
        tracing::warn!(event = "login.failed", user_id = user.id, reason);
        return Err(Error::refused(FieldError::InvalidLogin));
    }
    if verified.needs_rehash {
        rehash(auth, &user, credentials.password).await?;
    }
    user::Entity::update_many()
        .col_expr(user::Column::LastLogin, Expr::value(auth.clock.now()))
        .filter(user::Column::Id.eq(user.id))
        .exec(auth.db.writer())
        .await?;
    tracing::info!(event = "login.succeeded", user_id = user.id);
    Ok(Identity {
        user_id: user.id,
        auth_epoch: user.auth_epoch,
    })
}

/// The account that this text names. An e-mail address goes before a user name that looks like one, so nobody can
/// catch another's log-in by taking their address for a name.
async fn find(auth: &Auth, identifier: &str) -> Result<Option<user::Model>, Error> {
    let mut any = Condition::any();
    if auth.site.login_by_username {
        any = any.add(user::Column::UsernameCanonical.eq(username::canonical(identifier)));
    }
    let address = email_address::canonical(identifier).filter(|_| auth.site.login_by_email);
    if let Some(address) = &address {
        any = any.add(user::Column::EmailCanonical.eq(address));
    }
    if any.is_empty() {
        return Ok(None);
    }
    let mut found = user::Entity::find().filter(any).all(auth.db.reader()).await?;
    let by_email = found
        .iter()
        .position(|user| address.is_some() && user.email_canonical == address);
    Ok(match by_email {
        Some(index) => Some(found.swap_remove(index)),
        None => found.pop(),
    })
}

/// Django's `must_update`: after a right password only, and only if nobody has changed the password meanwhile.
async fn rehash(auth: &Auth, user: &user::Model, password: String) -> Result<(), Error> {
    let hash = auth.hasher.hash(password).await?;
    user::Entity::update_many()
        .col_expr(user::Column::Password, Expr::value(hash))
        .filter(user::Column::Id.eq(user.id))
        .filter(user::Column::Password.eq(user.password.clone()))
        .exec(auth.db.writer())
        .await?;
    Ok(())
}
