//! One-time tokens: the links that mails carry.
//!
//! 256 random bits, stored hashed, good for one purpose, one user and one address, until they expire. They are used up by
//! a `POST`, in the transaction of what they do, so of several requests that use one exactly one succeeds. A change of
//! password or address voids them (Devise's CVE-2026-32700 was a link that was not bound to its address), all but the one
//! that takes a change of address back: an attacker at an open browser could make that change. Staff and operators, who give
//! an account back to its owner, void that one too (`void_all`).

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use entity::{one_time_token, user};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use crate::{Auth, Error, users};

/// The purposes that a change of password or address voids, when a logged-in user or a link makes it.
pub(crate) const VOIDED_BY_CHANGES: [Purpose; 3] = [
    Purpose::ResetPassword,
    Purpose::ConfirmEmail,
    Purpose::ChangeEmail,
];

/// How long a change of address can be taken back. Longer than other links live, because the owner does not wait for this mail.
const UNDO_LIFETIME: Duration = Duration::days(7);

/// How long the links that a visitor asked for stay good beside newer ones (django-allauth's cool-down for confirmations).
const RESEND_COOL_DOWN: Duration = Duration::minutes(3);

/// A token as it stands in a mail. It does not print itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one, of 256 random bits: 43 characters that need no escaping in an address.
    #[must_use]
    pub fn generate() -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// The text, for the one place that it is made for: a mail, or a cookie.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps of it.
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

/// SHA-256 is enough: there are 256 random bits and nothing to guess.
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
    /// Take that back.
    UndoEmailChange,
}

impl Purpose {
    /// As it is stored.
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

    /// For how long a token stays good after a newer one was issued; `None`: a newer one changes nothing for it.
    ///
    /// Any visitor can ask for a link in somebody's name. Within the cool-down that does not void the link which the owner of
    /// the account is about to open.
    const fn cool_down(self) -> Option<Duration> {
        match self {
            Self::ResetPassword | Self::ConfirmEmail => Some(RESEND_COOL_DOWN),
            Self::ChangeEmail => Some(Duration::ZERO),
            Self::UndoEmailChange => None,
        }
    }

    /// The former address can take the change back, whatever else has been changed since.
    const fn outlives_changes(self) -> bool {
        matches!(self, Self::UndoEmailChange)
    }
}

/// Makes a token for this user and this address, and voids those of the same purpose that are older than its cool-down.
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

/// The token and its user, if the token is valid. This does not use it up.
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

/// Uses a token up, inside the transaction of what it does. The user's row is locked before the token is checked, so a change that
/// voids the token has happened before, or waits. `None` where another request was quicker.
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

/// Voids every token of a user, undo links included: when staff or an operator set or
/// disable a password or change an address. An attacker who changed the address twice has such a link in a mailbox of theirs.
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
    // Django: exactly as old as allowed is not too old.
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
