//! One-time tokens, which the links in mails contain.
//!
//! A token has 256 random bits and is stored as a hash. It is valid for one purpose, one user and one address until it expires. A `POST`
//! uses it up, in the transaction of the action, so exactly one of several requests with the same token succeeds.
//!
//! A change of password or address voids the tokens of a user. (In Devise's CVE-2026-32700, a link was not bound to its address.) Tokens
//! that undo a change of address are the exception: an attacker at an open browser could make such a change. Staff and operators, who
//! restore an account to its owner, void those tokens too (`void_all`).

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use entity::{one_time_token, user};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use crate::{Auth, Error, users};

/// The purposes whose tokens are voided when a logged-in user or a link changes the password or the address.
pub(crate) const VOIDED_BY_CHANGES: [Purpose; 3] = [
    Purpose::ResetPassword,
    Purpose::ConfirmEmail,
    Purpose::ChangeEmail,
];

/// How long a change of address can be undone. By default longer than other links are valid, because the owner is not waiting for this mail.
const UNDO_LIFETIME: Duration = Duration::days(7);

/// The age from which a newer link voids an older one, for links that any visitor can request (django-allauth's cool-down for confirmations).
const RESEND_COOL_DOWN: Duration = Duration::minutes(3);

/// The plain text of a token, as it is sent in a mail. Its `Debug` output does not contain it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Generates a secret of 256 random bits: 43 characters that need no escaping in a URL.
    #[must_use]
    pub fn generate() -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// The plain text, for the mail or the cookie that it was generated for.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The hash, which is stored in the database.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The hash of a token. SHA-256 is sufficient, because 256 random bits cannot be guessed.
#[must_use]
pub fn digest(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Set a new password.
    ResetPassword,
    /// Confirm the address of the account.
    ConfirmEmail,
    /// Give the account another address.
    ChangeEmail,
    /// Undo a change of address.
    UndoEmailChange,
}

impl Purpose {
    /// The name that is stored in the database.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ResetPassword => "reset_password",
            Self::ConfirmEmail => "confirm_email",
            Self::ChangeEmail => "change_email",
            Self::UndoEmailChange => "undo_email_change",
        }
    }

    pub(crate) fn lifetime(self, auth: &Auth) -> Duration {
        match self {
            Self::ResetPassword => auth.settings.password_reset_timeout,
            Self::ConfirmEmail | Self::ChangeEmail => auth.settings.email_verification_timeout,
            Self::UndoEmailChange => UNDO_LIFETIME,
        }
    }

    /// The age from which a token is voided when a newer one of the same purpose is issued. `None` if newer tokens do not void it.
    ///
    /// Any visitor can request a link for another user. Within the cool-down, such a request does not void the link that the owner of the
    /// account is about to open.
    const fn cool_down(self) -> Option<Duration> {
        match self {
            Self::ResetPassword | Self::ConfirmEmail => Some(RESEND_COOL_DOWN),
            Self::ChangeEmail => Some(Duration::ZERO),
            Self::UndoEmailChange => None,
        }
    }

    /// Whether a token remains valid after a change of password or address. The former address can undo a change of address, whatever has
    /// been changed since.
    const fn outlives_changes(self) -> bool {
        matches!(self, Self::UndoEmailChange)
    }
}

/// Issues a token for a user and an address. Voids the user's tokens of the same purpose that are at least as old as the cool-down.
pub(crate) async fn issue(
    auth: &Auth,
    db: &DatabaseTransaction,
    purpose: Purpose,
    user: &user::Model,
    email: &str,
) -> Result<Secret, Error> {
    let (secret, now) = (Secret::generate(), auth.clock.now());
    if let Some(cool_down) = purpose.cool_down() {
        one_time_token::Entity::delete_many()
            .filter(one_time_token::Column::UserId.eq(user.id))
            .filter(one_time_token::Column::Purpose.eq(purpose.name()))
            .filter(one_time_token::Column::CreatedAt.lte(now - cool_down))
            .exec(db)
            .await?;
    }
    one_time_token::Entity::insert(one_time_token::ActiveModel {
        digest: Set(secret.digest()),
        purpose: Set(purpose.name().to_owned()),
        user_id: Set(user.id),
        auth_epoch: Set(user.auth_epoch),
        email: Set(email.to_owned()),
        bound_to: Set(user.email_canonical.clone()),
        created_at: Set(now),
        expires_at: Set(now + purpose.lifetime(auth)),
        ..Default::default()
    })
    .exec_without_returning(db)
    .await?;
    Ok(secret)
}

/// Finds a valid token and its user. This does not use the token up.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    digest: &str,
    now: OffsetDateTime,
) -> Result<Option<(one_time_token::Model, user::Model)>, Error> {
    let found = one_time_token::Entity::find()
        .filter(one_time_token::Column::Digest.eq(digest))
        .filter(one_time_token::Column::Purpose.eq(purpose.name()))
        .find_also_related(user::Entity)
        .one(db)
        .await?;
    Ok(match found {
        Some((token, Some(user))) if is_valid(purpose, &token, &user, now) => Some((token, user)),
        _ => None,
    })
}

/// Uses a token up, in the transaction of the action. The user's row is locked before the token is checked, so a change that voids the
/// token is either committed already or waits for the lock. `None` if the token is not valid, or if another request has used it.
pub(crate) async fn redeem(
    db: &DatabaseTransaction,
    purpose: Purpose,
    digest: &str,
    now: OffsetDateTime,
) -> Result<Option<(one_time_token::Model, user::Model)>, Error> {
    let Some((token, user)) = find(db, purpose, digest, now).await? else {
        return Ok(None);
    };
    let Some(user) = users::lock(db, user.id).await? else {
        return Ok(None);
    };
    let deleted = one_time_token::Entity::delete_by_id(token.id).exec(db).await?;
    let is_first = deleted.rows_affected == 1;
    Ok((is_first && is_valid(purpose, &token, &user, now)).then_some((token, user)))
}

/// Voids the tokens of these purposes.
pub(crate) async fn void(db: &impl ConnectionTrait, user_id: i64, purposes: &[Purpose]) -> Result<(), Error> {
    one_time_token::Entity::delete_many()
        .filter(one_time_token::Column::UserId.eq(user_id))
        .filter(one_time_token::Column::Purpose.is_in(purposes.iter().map(|purpose| purpose.name())))
        .exec(db)
        .await?;
    Ok(())
}

/// Voids every token of a user, undo links included, when staff or an operator set or disable a password or change an address. An attacker
/// who has changed the address twice has an undo link in their own mailbox.
pub(crate) async fn void_all(db: &impl ConnectionTrait, user_id: i64) -> Result<(), Error> {
    one_time_token::Entity::delete_many()
        .filter(one_time_token::Column::UserId.eq(user_id))
        .exec(db)
        .await?;
    Ok(())
}

/// Voids the undo links that were issued after this one. Those issued before stay: an attacker who changed the address twice could
/// otherwise void the owner's undo link by using the second.
pub(crate) async fn void_undos_since(
    db: &impl ConnectionTrait,
    used: &one_time_token::Model,
) -> Result<(), Error> {
    one_time_token::Entity::delete_many()
        .filter(one_time_token::Column::UserId.eq(used.user_id))
        .filter(one_time_token::Column::Purpose.eq(Purpose::UndoEmailChange.name()))
        .filter(one_time_token::Column::Id.gt(used.id))
        .exec(db)
        .await?;
    Ok(())
}

fn is_valid(
    purpose: Purpose,
    token: &one_time_token::Model,
    user: &user::Model,
    now: OffsetDateTime,
) -> bool {
    let is_bound = token.auth_epoch == user.auth_epoch && token.bound_to == user.email_canonical;
    // As in Django, a token is still valid at the exact moment at which it expires.
    now <= token.expires_at && user.is_active && (is_bound || purpose.outlives_changes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_long_plain_and_silent() {
        let (one, two) = (Secret::generate(), Secret::generate());
        assert_ne!(one, two);
        assert_eq!(one.reveal().len(), 43);
        assert!(
            one.reveal()
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        );
        assert_eq!(format!("{one:?}"), "Secret(…)");
        assert_eq!(one.digest(), digest(one.reveal()));
    }
}
