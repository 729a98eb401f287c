//! Change the email address of an account. The change takes effect once the new address is confirmed. The old address is notified, and can
//! undo the change.

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

/// The address of an account, whether it is confirmed, and the pending new address, if any.
///
/// # Errors
/// [`Error::NotFound`] if there is no such user.
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

/// Requests a change of address: sends a link to the new address. A later request replaces this one.
///
/// If the address already belongs to another account, the answer is the same, but no link is sent. The owner of that account is notified
/// instead (ASVS 6.3.8).
///
/// # Errors
/// [`Error::Conflict`] if the session of the request has ended in the meantime. When staff set a password they void every link, and a
/// request that is already being processed must not issue another.
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
    // A token is also issued for an address that belongs to another account, but not sent. The page shows a pending change in both cases.
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

/// Notifies the user who already has the address. The mail goes to the stored address.
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

/// The user, other than `except_user`, who holds an address. An address is held if it is the address of an account, if an account can still
/// return to it with an undo link, or if it is the username of an account: another account with that address would intercept the logins.
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

/// Changes the address, given the digest of a link. Returns `false` if there is no such link or it is no longer valid. If another account
/// has taken the address in the meantime, the change is refused and the account keeps its old address.
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
    // Issued before the address changes, so that the link is bound to the old address and reserves it for the owner.
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

/// Sends the former address a mail with the link that undoes the change. The mail is written here and not by a listener: the link gives
/// access to the account, so no event contains it, and the address does not change unless this mail is written.
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

/// Restores the former address. Also ends every session, voids every link except the undo links that were issued before this one, and
/// makes the password unusable, because the person who changed the address knew it. The owner is sent a link to set a new password.
/// Returns `false` if there is no such link or it is no longer valid.
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
