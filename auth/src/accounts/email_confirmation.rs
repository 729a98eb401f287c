//! Confirm the email address of an account, as allauth's `EmailConfirmation` does, with one-time links like Django's.

use contract::{paths, site::EmailVerification};
use entity::user;
use mail::{Mail, VerifyEmail};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};
use time::Duration;

use crate::{
    Auth, Error,
    audit::{AffectedUser, Client, EventKind, Origin},
    humanize,
    mail::{
        outbox,
        requests::{self, RequestedMail},
    },
    tokens::{self, Purpose},
};

/// allauth's `EMAIL_CONFIRMATION_COOLDOWN`.
const COOLDOWN: Duration = Duration::minutes(3);

/// Requests another confirmation link. The answer is the same for every valid address. A link is sent only to an account whose address is
/// not confirmed, and only if none was sent to it within the last three minutes.
///
/// # Errors
/// [`Error::Refused`] if `email` is not a valid address.
pub async fn request_link(auth: &Auth, client: &Client, email: &str) -> Result<(), Error> {
    requests::submit(auth, RequestedMail::EmailConfirmation, email, client).await
}

/// Sends another link if the address is not confirmed and no link was sent within [`COOLDOWN`].
pub(crate) async fn send_link_again(
    auth: &Auth,
    db: &DatabaseTransaction,
    user: &user::Model,
    origin: &Origin,
) -> Result<(), Error> {
    let since = auth.clock.now() - COOLDOWN;
    let is_too_soon = outbox::count_since(db, VerifyEmail::NAME, &user.email, since).await? > 0;
    if user.email_confirmed_at.is_some() || is_too_soon {
        return Ok(());
    }
    send_link(auth, db, user, origin).await
}

/// Sends the link, unless the site does not confirm addresses or the user has none.
pub(crate) async fn send_link(
    auth: &Auth,
    db: &DatabaseTransaction,
    user: &user::Model,
    origin: &Origin,
) -> Result<(), Error> {
    if auth.site.email_verification == EmailVerification::None || user.email.is_empty() {
        return Ok(());
    }
    let secret = tokens::issue(auth, db, Purpose::ConfirmEmail, user, &user.email).await?;
    let mail = VerifyEmail {
        username: &user.username,
        path: &paths::fill(paths::VERIFY_EMAIL_LINK, &[secret.reveal()]),
        valid_for: &humanize::duration(auth.settings.email_verification_timeout),
    };
    outbox::enqueue(auth, db, &user.email, &mail).await?;
    auth.record(
        db,
        EventKind::EmailConfirmationSent,
        Some(AffectedUser::from(user)),
        origin,
    )
    .await
}

/// Confirms the address, given the digest of a link. Returns `false` if there is no such link or it is no longer valid.
pub(crate) async fn confirm(auth: &Auth, origin: &Origin, digest: &str) -> Result<bool, Error> {
    let now = auth.clock.now();
    let transaction = auth.db.begin().await?;
    let Some((_, user)) = tokens::redeem(&transaction, Purpose::ConfirmEmail, digest, now).await? else {
        return Ok(false);
    };
    user::Entity::update_many()
        .col_expr(user::Column::EmailConfirmedAt, Expr::value(now))
        .filter(user::Column::Id.eq(user.id))
        .exec(&transaction)
        .await?;
    let kind = EventKind::EmailConfirmed {
        is_first: user.email_confirmed_at.is_none(),
    };
    auth.record(&transaction, kind, Some(AffectedUser::from(&user)), origin)
        .await?;
    auth.commit(transaction).await?;
    Ok(true)
}
