//! Give an account another address. It takes effect when the new one confirms; the old one is told, and can undo it.

use contract::{field_errors::FieldError, paths, settings::EmailStatus};
use entity::{one_time_token, user};
use mail::{AddressInUse, ChangeEmail, EmailChanged};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::{
    Auth, Error,
    audit::{AffectedUser, EmailSetBy, EventKind, Origin},
    authentication::AuthContext,
    humanize,
    mail::{outbox, security_notifications},
    passwords,
    tokens::{self, Purpose, Secret},
    users::{
        self,
        email_address::{self, EmailAddress},
    },
};

/// The address of an account, whether it is confirmed, and which one waits to take its place.
///
/// # Errors
/// [`Error::NotFound`] where there is no such user.
pub async fn status(auth: &Auth, user_id: i64) -> Result<EmailStatus, Error> {
    let user = users::by_id(auth, user_id).await?;
    let pending = one_time_token::Entity::find()
        .filter(one_time_token::Column::UserId.eq(user_id))
        .filter(one_time_token::Column::Purpose.eq(Purpose::ChangeEmail.name()))
        .filter(one_time_token::Column::ExpiresAt.gte(auth.clock.now()))
        .order_by_desc(one_time_token::Column::Id)
        .one(auth.db.reader())
        .await?;
    Ok(EmailStatus {
        is_confirmed: user.email_confirmed_at.is_some(),
        email: user.email,
        pending: pending.map(|token| token.email),
    })
}

/// Sends a link to the new address. The answer is the same where the address has an account already; then that account's
/// owner is told, and no link is sent (ASVS 6.3.8). A later request replaces this one.
///
/// # Errors
/// [`Error::Conflict`] where the session that asks has ended meanwhile: when staff set a password they void every link, and a
/// request that was already under way must not make another.
pub async fn request(auth: &Auth, context: &AuthContext, email: &str) -> Result<(), Error> {
    let (origin, identity) = (&context.origin(), context.require_identity()?);
    let refused = |error| Error::refused_field("email", error);
    let email = email_address::parse(email).map_err(|problem| refused(problem.into()))?;
    let transaction = auth.db.begin().await?;
    let user = users::lock(&transaction, identity.user_id)
        .await?
        .ok_or(Error::NotFound)?;
    if user.auth_epoch != identity.auth_epoch || !user.is_active {
        return Err(Error::Conflict);
    }
    if user.email_canonical.as_ref() == Some(&email.canonical) {
        return Err(refused(FieldError::SameEmail));
    }
    // Issued for an address that has an account as well, and then not sent: the page shows a pending change in both cases.
    let secret = tokens::issue(auth, &transaction, Purpose::ChangeEmail, &user, &email.display).await?;
    match holder(auth, &transaction, &email, user.id).await? {
        None => send_link(auth, &transaction, &user, &email, &secret).await?,
        Some(holder) => notify_holder(auth, &transaction, &holder, &email).await?,
    }
    let kind = EventKind::EmailChangeRequested { to: email.display };
    auth.record(&transaction, kind, Some(AffectedUser::from(&user)), origin)
        .await?;
    auth.commit(transaction).await
}

async fn send_link(
    auth: &Auth,
    db: &DatabaseTransaction,
    user: &user::Model,
    email: &EmailAddress,
    secret: &Secret,
) -> Result<(), Error> {
    let mail = ChangeEmail {
        username: &user.username,
        email: &email.display,
        path: &paths::fill(paths::VERIFY_EMAIL_LINK, &[secret.reveal()]),
        valid_for: &humanize::duration(auth.settings.email_verification_timeout),
    };
    outbox::enqueue(auth, db, &email.display, &mail).await
}

/// Tells the user who has the address, at the address that is stored.
async fn notify_holder(
    auth: &Auth,
    db: &DatabaseTransaction,
    holder: &user::Model,
    email: &EmailAddress,
) -> Result<(), Error> {
    if !holder.is_active || holder.email_canonical.as_ref() != Some(&email.canonical) {
        return Ok(());
    }
    let mail = AddressInUse {
        username: &holder.username,
        email: &holder.email,
        reset_path: paths::PASSWORD_RESET,
    };
    outbox::enqueue(auth, db, &holder.email, &mail).await
}

/// The user who holds an address: it is the account's own, one that an account could still go back to, or one that is somebody's user name
/// and would catch their log-in.
pub(crate) async fn holder(
    auth: &Auth,
    db: &impl ConnectionTrait,
    email: &EmailAddress,
    except_user: i64,
) -> Result<Option<user::Model>, Error> {
    let has_it = Condition::any()
        .add(user::Column::EmailCanonical.eq(&email.canonical))
        .add(user::Column::UsernameCanonical.eq(&email.canonical));
    let by_account = user::Entity::find()
        .filter(has_it)
        .filter(user::Column::Id.ne(except_user))
        .one(db)
        .await?;
    if by_account.is_some() {
        return Ok(by_account);
    }
    let reserved = one_time_token::Entity::find()
        .filter(one_time_token::Column::Purpose.eq(Purpose::UndoEmailChange.name()))
        .filter(one_time_token::Column::BoundTo.eq(&email.canonical))
        .filter(one_time_token::Column::ExpiresAt.gte(auth.clock.now()))
        .filter(one_time_token::Column::UserId.ne(except_user))
        .find_also_related(user::Entity)
        .one(db)
        .await?;
    Ok(reserved.and_then(|(_, user)| user))
}

/// Puts the new address in place, by the digest of a link. `false` where it is no such link, or not any more. Where another
/// account has taken the address meanwhile it is refused, and the old one stays.
pub(crate) async fn confirm(auth: &Auth, origin: &Origin, digest: &str) -> Result<bool, Error> {
    let now = auth.clock.now();
    let transaction = auth.db.begin().await?;
    let Some((token, user)) = tokens::redeem(&transaction, Purpose::ChangeEmail, digest, now).await? else {
        return Ok(false);
    };
    let email = parse_stored(&token.email)?;
    if holder(auth, &transaction, &email, user.id).await?.is_some() {
        return Err(Error::refused(FieldError::EmailTaken));
    }
    // Made before the address changes: it is bound to the old one, which it keeps for the owner.
    if !user.email.is_empty() {
        let undo = tokens::issue(auth, &transaction, Purpose::UndoEmailChange, &user, &user.email).await?;
        mail_undo_link(auth, &transaction, origin, &user, &email, &undo).await?;
    }
    set_address(&transaction, &user, &email, now).await?;
    tokens::void(
        &transaction,
        user.id,
        &[Purpose::ResetPassword, Purpose::ConfirmEmail],
    )
    .await?;
    let kind = EventKind::EmailChanged {
        from: user.email.clone(),
        to: email.display,
        by: EmailSetBy::Owner,
    };
    auth.record(&transaction, kind, Some(AffectedUser::from(&user)), origin)
        .await?;
    auth.commit(transaction).await?;
    Ok(true)
}

/// Tells the former address, with the link that takes the change back. Written here and not by a listener: the link is as good
/// as the account, so no event carries it, and without this mail nothing is changed.
async fn mail_undo_link(
    auth: &Auth,
    db: &DatabaseTransaction,
    origin: &Origin,
    user: &user::Model,
    email: &EmailAddress,
    undo: &Secret,
) -> Result<(), Error> {
    let mail = EmailChanged {
        username: &user.username,
        email: &email.display,
        undo_path: &paths::fill(paths::UNDO_EMAIL_CHANGE, &[undo.reveal()]),
        valid_for: &humanize::duration(Purpose::UndoEmailChange.lifetime(auth)),
        circumstances: &security_notifications::circumstances(origin, auth.clock.now()),
    };
    outbox::enqueue(auth, db, &user.email, &mail).await
}

/// Puts the former address back, ends every session, voids every link made since, takes the password away, and sends the owner a link
/// to set a new one: the person who changed the address knew it. `false` where it is no such link.
pub(crate) async fn undo(auth: &Auth, origin: &Origin, digest: &str) -> Result<bool, Error> {
    let now = auth.clock.now();
    let transaction = auth.db.begin().await?;
    let Some((token, user)) = tokens::redeem(&transaction, Purpose::UndoEmailChange, digest, now).await?
    else {
        return Ok(false);
    };
    let email = parse_stored(&token.email)?;
    let mut restored = set_address(&transaction, &user, &email, now)
        .await?
        .into_active_model();
    restored.auth_epoch = Set(user.auth_epoch + 1);
    restored.password = Set(passwords::make_unusable().into());
    let restored: user::Model = restored.update(&transaction).await?;
    passwords::change::end_sessions(&transaction, user.id).await?;
    tokens::void(&transaction, user.id, &tokens::VOIDED_BY_CHANGES).await?;
    tokens::void_undos_since(&transaction, &token).await?;
    passwords::reset::mail_link(auth, &transaction, &restored).await?;
    let kind = EventKind::EmailChangeUndone {
        from: user.email,
        to: restored.email.clone(),
    };
    auth.record(&transaction, kind, Some(AffectedUser::from(&restored)), origin)
        .await?;
    auth.commit(transaction).await?;
    Ok(true)
}

async fn set_address(
    db: &DatabaseTransaction,
    user: &user::Model,
    email: &EmailAddress,
    now: time::OffsetDateTime,
) -> Result<user::Model, Error> {
    let mut changed = user.clone().into_active_model();
    changed.email = Set(email.display.clone());
    changed.email_canonical = Set(Some(email.canonical.clone()));
    changed.email_confirmed_at = Set(Some(now));
    changed.update(db).await.map_err(users::taken)
}

/// Parses an address that was checked when it was stored.
fn parse_stored(email: &str) -> Result<EmailAddress, Error> {
    email_address::parse(email)
        .map_err(|problem| Error::Internal(format!("a stored address is none: {problem:?}").into()))
}
