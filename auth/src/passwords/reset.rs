//! Reset a password with a link that is sent by mail, as Django's `PasswordResetView` and `PasswordResetConfirmView` do.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use contract::{
    field_errors::{FieldError, FieldErrors},
    paths,
};
use entity::{social_account, user};
use mail::{Mail, PasswordReset};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};
use time::Duration;

use crate::{
    Auth, Error,
    audit::{AffectedUser, Client, EventKind, Origin, PasswordSetBy},
    humanize,
    mail::{
        outbox,
        requests::{self, RequestedMail},
    },
    passwords::{
        self,
        change::{check_new_passwords, replace},
    },
    tokens::{self, Purpose, digest},
};

/// The maximum number of reset mails to one address within [`MAIL_WINDOW`], so that nobody can flood a mailbox (allauth's
/// `reset_password: 5/m/key`). The link in each of these mails is valid. A request beyond the limit sends no mail and voids no link.
const MAX_MAILS: u64 = 5;
const MAIL_WINDOW: Duration = Duration::MINUTE;

/// Requests a reset link. The answer and the work are the same for every valid address, whether it belongs to an account or not.
///
/// # Errors
/// [`Error::Refused`] if `email` is not a valid address.
pub async fn request_link(auth: &Auth, client: &Client, email: &str) -> Result<(), Error> {
    requests::submit(auth, RequestedMail::PasswordReset, email, client).await
}

/// Sends the link to the stored address of an active account, never to the address that was typed (CVE-2019-19844). An account without a
/// password gets a link only if its address is confirmed, because the link would set its first password.
pub(crate) async fn send_link(
    auth: &Auth,
    db: &DatabaseTransaction,
    user: &user::Model,
    origin: &Origin,
) -> Result<(), Error> {
    let may_have_one = passwords::is_usable(&user.password.0) || user.email_confirmed_at.is_some();
    if !may_have_one {
        return Ok(());
    }
    send_link_to_owner(auth, db, user, origin).await
}

/// Sends the link at the request of a visitor who has shown to a provider that the address is theirs, or as [`send_link`] decides. No more
/// than [`MAX_MAILS`] within [`MAIL_WINDOW`], and none to an inactive account.
pub(crate) async fn send_link_to_owner(
    auth: &Auth,
    db: &DatabaseTransaction,
    user: &user::Model,
    origin: &Origin,
) -> Result<(), Error> {
    let since = auth.clock.now() - MAIL_WINDOW;
    let sent = outbox::count_since(db, PasswordReset::NAME, &user.email, since).await?;
    if !user.is_active || sent >= MAX_MAILS {
        return Ok(());
    }
    mail_link(auth, db, user).await?;
    auth.record(
        db,
        EventKind::PasswordResetRequested,
        Some(AffectedUser::from(user)),
        origin,
    )
    .await
}

/// Issues a link and writes the mail.
pub(crate) async fn mail_link(
    auth: &Auth,
    db: &DatabaseTransaction,
    user: &user::Model,
) -> Result<(), Error> {
    let secret = tokens::issue(auth, db, Purpose::ResetPassword, user, &user.email).await?;
    let mail = PasswordReset {
        username: &user.username,
        path: &paths::fill(paths::RESET, &[&uid(user.id), secret.reveal()]),
        valid_for: &humanize::duration(auth.settings.password_reset_timeout),
    };
    outbox::enqueue(auth, db, &user.email, &mail).await
}

/// Checks a link without using it up. Returns a value that takes the place of the token, so that the token can be removed from the address
/// bar, or `None` if the link is not valid.
///
/// # Errors
/// [`Error::Unavailable`] if the database cannot be reached.
pub async fn open_link(auth: &Auth, uid: &str, token: &str) -> Result<Option<String>, Error> {
    let digest = digest(token);
    Ok(find(auth, uid, &digest).await?.map(|_| digest))
}

/// Whether an opened link is still valid.
///
/// # Errors
/// [`Error::Unavailable`] if the database cannot be reached.
pub async fn is_open(auth: &Auth, uid: &str, digest: &str) -> Result<bool, Error> {
    Ok(find(auth, uid, digest).await?.is_some())
}

/// Sets the password with an opened link, which can be used once. All sessions end, and the user is not logged in. The user has read the
/// mail, so the address counts as confirmed.
///
/// # Errors
/// [`Error::Refused`] with [`FieldError::InvalidLink`] if the link is not valid, or with the errors of the passwords.
pub async fn set_password(
    auth: &Auth,
    client: &Client,
    uid: &str,
    digest: &str,
    password1: String,
    password2: String,
) -> Result<(), Error> {
    let invalid = || Error::refused(FieldError::InvalidLink);
    let user = find(auth, uid, digest).await?.ok_or_else(invalid)?;
    let mut errors = FieldErrors::default();
    check_new_passwords(auth, &user, &password1, &password2, &mut errors);
    errors.into_result()?;

    let hash = auth.hasher.hash(password1).await?;
    let now = auth.clock.now();
    let transaction = auth.db.begin().await?;
    let (_, user) = tokens::redeem(&transaction, Purpose::ResetPassword, digest, now)
        .await?
        .ok_or_else(invalid)?;
    replace(&transaction, &user, hash, client).await?;
    let origin = Origin::visitor(client.clone());
    disconnect_unproven(auth, &transaction, &user, &origin).await?;
    user::Entity::update_many()
        .col_expr(user::Column::EmailConfirmedAt, Expr::value(now))
        .filter(user::Column::Id.eq(user.id))
        .exec(&transaction)
        .await?;
    let kind = EventKind::PasswordChanged {
        by: PasswordSetBy::Link,
    };
    if user.email_confirmed_at.is_none() {
        let confirmed = EventKind::EmailConfirmed { is_first: true };
        auth.record(&transaction, confirmed, Some(AffectedUser::from(&user)), &origin)
            .await?;
    }
    auth.record(&transaction, kind, Some(AffectedUser::from(&user)), &origin)
        .await?;
    auth.commit(transaction).await
}

/// Disconnects the accounts at providers that were connected before the address was confirmed. Whoever registered the address may have
/// connected their own account, to keep access after the owner of the address has reset the password (account pre-hijacking, "trojan
/// identifier").
async fn disconnect_unproven(
    auth: &Auth,
    db: &DatabaseTransaction,
    user: &user::Model,
    origin: &Origin,
) -> Result<(), Error> {
    let mut unproven = social_account::Entity::find().filter(social_account::Column::UserId.eq(user.id));
    if let Some(confirmed_at) = user.email_confirmed_at {
        unproven = unproven.filter(social_account::Column::CreatedAt.lt(confirmed_at));
    }
    for account in unproven.all(db).await? {
        social_account::Entity::delete_by_id(account.id).exec(db).await?;
        let kind = EventKind::SocialAccountDisconnected {
            provider: account.provider,
            account: account.label.unwrap_or_default(),
        };
        auth.record(db, kind, Some(AffectedUser::from(user)), origin)
            .await?;
    }
    Ok(())
}

async fn find(auth: &Auth, uid: &str, digest: &str) -> Result<Option<user::Model>, Error> {
    let found = tokens::find(auth.db.reader(), Purpose::ResetPassword, digest, auth.clock.now()).await?;
    Ok(found
        .map(|(_, user)| user)
        .filter(|user| self::uid(user.id) == uid))
}

/// Django's `uidb64`: the primary key in URL-safe Base64.
fn uid(user_id: i64) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(user_id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_uid_is_djangos() {
        assert_eq!(uid(1), "MQ");
        assert_eq!(uid(i64::MAX), "OTIyMzM3MjAzNjg1NDc3NTgwNw");
    }
}
