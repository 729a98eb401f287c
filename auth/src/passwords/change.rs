//! Change a password that is known.

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::ChangePassword,
};
use entity::{session as session_row, user};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};
use tower_sessions_core::Session;

use crate::{
    Auth, Error,
    audit::{AffectedUser, Client, EventKind, Origin, PasswordSetBy},
    passwords::rules::{self, PersonalData},
    sessions::{self, Identity, devices},
    tokens, users,
};

/// Django's `PasswordChangeView` for the user of this session: the old password has to be right, the new one good.
/// The session continues under a new id, and all others of the user end, in one transaction.
///
/// # Errors
/// [`Error::SessionOver`] where the session was ended while the passwords were computed: then nothing has changed.
pub async fn change_password(
    auth: &Auth,
    origin: &Origin,
    session: &Session,
    form: ChangePassword,
) -> Result<(), Error> {
    let user = sessions::owner(auth, session).await?;
    let mut errors = FieldErrors::default();
    if form.old_password.is_empty() {
        errors.add("old_password", FieldError::Required);
    } else if !auth
        .hasher
        .verify(form.old_password, user.password.0.clone())
        .await?
        .matches
    {
        auth.record_alone(
            EventKind::ReauthenticationFailed,
            Some(AffectedUser::from(&user)),
            origin,
        )
        .await?;
        errors.add("old_password", FieldError::OldPasswordIncorrect);
    }
    check_new_passwords(auth, &user, &form.new_password1, &form.new_password2, &mut errors);
    errors.into_result()?;

    match replace_own(auth, origin, session, &user, form.new_password1).await {
        // Another request has set a password meanwhile, so the old password is not right any more.
        Err(Error::Conflict) => Err(Error::refused_field(
            "old_password",
            FieldError::OldPasswordIncorrect,
        )),
        result => result,
    }
}

/// Sets the new password of the user of this session. The session continues under a new id, and all others of the user end, in one
/// transaction.
///
/// # Errors
/// [`Error::Conflict`] if another request has set a password since `user` was read. [`Error::SessionOver`] if the session was ended
/// meanwhile.
pub(crate) async fn replace_own(
    auth: &Auth,
    origin: &Origin,
    session: &Session,
    user: &user::Model,
    password: String,
) -> Result<(), Error> {
    let hash = auth.hasher.hash(password).await?;
    let transaction = auth.db.begin().await?;
    let now = users::lock(&transaction, user.id).await?;
    let now = now.ok_or(Error::SessionOver)?;
    let identity = Identity {
        user_id: now.id,
        auth_epoch: now.auth_epoch + 1,
    };
    let renewal = sessions::renew(auth, &transaction, session, identity, sessions::PASSWORD).await?;
    if now.password != user.password || now.auth_epoch != user.auth_epoch {
        return Err(Error::Conflict);
    }
    replace_but(&transaction, user, hash, &origin.client, Some(&renewal.handle())).await?;
    let kind = EventKind::PasswordChanged {
        by: PasswordSetBy::Owner,
    };
    auth.record(&transaction, kind, Some(AffectedUser::from(user)), origin)
        .await?;
    auth.commit(transaction).await?;
    renewal.adopt(session).await
}

/// Sets a password for the operator: ends every session of the user, forgets their devices, and voids every link, those
/// that take a change of address back included.
///
/// # Errors
/// [`Error::NotFound`] where there is no such user.
pub async fn set_by_operator(auth: &Auth, user_id: i64, password: String) -> Result<(), Error> {
    let hash = auth.hasher.hash(password).await?;
    let transaction = auth.db.begin().await?;
    let user = users::lock(&transaction, user_id).await?.ok_or(Error::NotFound)?;
    replace(&transaction, &user, hash, &Origin::server().client).await?;
    tokens::void_all(&transaction, user_id).await?;
    let kind = EventKind::PasswordChanged {
        by: PasswordSetBy::Command,
    };
    auth.record(
        &transaction,
        kind,
        Some(AffectedUser::from(&user)),
        &Origin::server(),
    )
    .await?;
    auth.commit(transaction).await
}

/// Django's `SetPasswordForm`: every rule on the first field, a mismatch on the second.
pub(crate) fn check_new_passwords(
    auth: &Auth,
    user: &user::Model,
    password1: &str,
    password2: &str,
    errors: &mut FieldErrors,
) {
    rules::check_password_pair(
        auth,
        &PersonalData::of(user),
        ("new_password1", password1),
        ("new_password2", password2),
        errors,
    );
}

/// Writes the new password, ends every session, forgets every device but this one, and voids every link but the one that
/// takes a change of address back.
/// The user's row is locked.
pub(crate) async fn replace(
    db: &DatabaseTransaction,
    user: &user::Model,
    hash: String,
    client: &Client,
) -> Result<(), Error> {
    replace_but(db, user, hash, client, None).await
}

/// [`replace`], where one session continues in the next epoch.
async fn replace_but(
    db: &DatabaseTransaction,
    user: &user::Model,
    hash: String,
    client: &Client,
    session: Option<&str>,
) -> Result<(), Error> {
    user::Entity::update_many()
        .col_expr(user::Column::Password, Expr::value(hash))
        .col_expr(user::Column::AuthEpoch, Expr::col(user::Column::AuthEpoch).add(1))
        .filter(user::Column::Id.eq(user.id))
        .exec(db)
        .await?;
    end_sessions_but(db, user.id, session).await?;
    tokens::void(db, user.id, &tokens::VOIDED_BY_CHANGES).await?;
    devices::forget_others(db, user.id, client).await
}

/// Removes the rows. The epoch has ended the sessions already; the list of sessions should not show them.
pub(crate) async fn end_sessions(db: &DatabaseTransaction, user_id: i64) -> Result<(), Error> {
    end_sessions_but(db, user_id, None).await
}

async fn end_sessions_but(
    db: &DatabaseTransaction,
    user_id: i64,
    session: Option<&str>,
) -> Result<(), Error> {
    session_row::Entity::delete_many()
        .filter(session_row::Column::UserId.eq(user_id))
        .filter(session_row::Column::IdHash.ne(session.unwrap_or_default()))
        .exec(db)
        .await?;
    Ok(())
}
