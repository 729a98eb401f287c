//! By password: Django's `ModelBackend`.

use async_trait::async_trait;
use entity::user;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::Expr};

use super::{CredentialAnswer, CredentialBackend, Credentials, Refusal};
use crate::{
    Auth, Error,
    audit::LoginFailure,
    sessions::PASSWORD,
    users::{email_address, username},
};

/// Recognises users by their name or address and their password.
///
/// Unknown user, wrong password and unusable password take one password verification each. A hash of an older kind is
/// replaced on the way, without ending any session.
pub struct PasswordBackend;

#[async_trait]
impl CredentialBackend for PasswordBackend {
    fn name(&self) -> &'static str {
        PASSWORD
    }

    async fn authenticate(&self, auth: &Auth, credentials: &Credentials) -> Result<CredentialAnswer, Error> {
        let password = credentials.password.clone();
        let Some(user) = find(auth, &credentials.username).await? else {
            auth.hasher.verify_dummy(password).await?;
            return Ok(CredentialAnswer::NotRecognized(Refusal {
                reason: LoginFailure::UnknownUser,
                user: None,
            }));
        };
        let verified = auth
            .hasher
            .verify(password.clone(), user.password.0.clone())
            .await?;
        if !verified.matches {
            return Ok(CredentialAnswer::NotRecognized(Refusal {
                reason: LoginFailure::WrongPassword,
                user: Some(Box::new(user)),
            }));
        }
        if verified.needs_rehash && user.is_active {
            rehash(auth, &user, password).await?;
        }
        Ok(CredentialAnswer::Authenticated(Box::new(user)))
    }

    async fn reauthenticate(&self, auth: &Auth, user: &user::Model, password: &str) -> Result<bool, Error> {
        let verified = auth
            .hasher
            .verify(password.to_owned(), user.password.0.clone())
            .await?;
        Ok(verified.matches)
    }
}

/// The account that this text names. An e-mail address goes before a user name that looks like one, so no user
/// can intercept another's log-in by choosing that address as a name.
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

/// Django's `must_update`: after a right password only, and only if the password has not changed meanwhile.
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
