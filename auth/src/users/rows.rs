//! Users as rows: inserted, found, locked and deleted. The verbs build on these.

use contract::field_errors::{FieldError, FieldErrors};
use entity::{password_hash::PasswordHash, user};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use time::OffsetDateTime;

use crate::{
    Auth, Error,
    audit::{AffectedUser, EventKind, Origin},
    error::violated_unique,
    users::{
        email_address::EmailAddress,
        username::{self, Username},
    },
};

/// A user to insert.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Checked and normalised.
    pub username: Username,
    /// Checked; `None` for an account without an address.
    pub email: Option<EmailAddress>,
    /// Encoded, or unusable.
    pub password: PasswordHash,
    /// May open the admin.
    pub is_staff: bool,
    /// Has every permission.
    pub is_superuser: bool,
    /// The operator vouches for the address: it needs no confirmation.
    pub email_is_confirmed: bool,
}

impl NewUser {
    /// A user without an address and without flags. Callers set what differs, so a new field concerns only those that have it.
    #[must_use]
    pub fn new(username: Username, password: PasswordHash) -> Self {
        Self {
            username,
            email: None,
            password,
            is_staff: false,
            is_superuser: false,
            email_is_confirmed: false,
        }
    }
}

/// Writes a user. A name or address that somebody has, in whatever letter case, is [`Error::Refused`].
///
/// # Errors
/// [`Error::Refused`] for a name or an address that another user has, in whatever letter case.
pub async fn insert(
    db: &impl ConnectionTrait,
    new: NewUser,
    now: OffsetDateTime,
) -> Result<user::Model, Error> {
    // Everything else starts as the table says, so a new column needs no line here.
    user::ActiveModel {
        username: Set(new.username.display),
        username_canonical: Set(new.username.canonical),
        password: Set(new.password),
        email: Set(new
            .email
            .as_ref()
            .map(|email| email.display.clone())
            .unwrap_or_default()),
        email_confirmed_at: Set(new.email.as_ref().filter(|_| new.email_is_confirmed).map(|_| now)),
        email_canonical: Set(new.email.map(|email| email.canonical)),
        is_staff: Set(new.is_staff),
        is_superuser: Set(new.is_superuser),
        date_joined: Set(now),
        ..Default::default()
    }
    .insert(db)
    .await
    .map_err(taken)
}

/// The user of this id.
pub(crate) async fn by_id(auth: &Auth, user_id: i64) -> Result<user::Model, Error> {
    let user = user::Entity::find_by_id(user_id).one(auth.db.reader()).await?;
    user.ok_or(Error::NotFound)
}

/// The user as they are now, and as they stay until the transaction ends. On SQLite the transaction alone sees to that.
pub(crate) async fn lock(db: &DatabaseTransaction, user_id: i64) -> Result<Option<user::Model>, Error> {
    Ok(user::Entity::find_by_id(user_id).lock_exclusive().one(db).await?)
}

/// [`lock`] of these users, in the order of their keys, before something that may take a superuser away. Where one of them is
/// a superuser, all active superusers are locked with them: two who each lock themselves first and then count the others would
/// deadlock.
pub(crate) async fn lock_all(db: &DatabaseTransaction, ids: &[i64]) -> Result<Vec<user::Model>, Error> {
    let chosen = user::Column::Id.is_in(ids.iter().copied());
    let superusers = user::Entity::find()
        .filter(chosen.clone())
        .filter(user::Column::IsSuperuser.eq(true))
        .count(db)
        .await?;
    let mut wanted = Condition::any().add(chosen);
    if superusers > 0 {
        wanted = wanted.add(is_active_superuser());
    }
    let mut locked = user::Entity::find()
        .filter(wanted)
        .order_by_asc(user::Column::Id)
        .lock_exclusive()
        .all(db)
        .await?;
    locked.retain(|user| ids.contains(&user.id));
    Ok(locked)
}

/// [`lock_all`] of one user.
pub(crate) async fn lock_with_superusers(db: &DatabaseTransaction, id: i64) -> Result<user::Model, Error> {
    let locked = lock_all(db, &[id]).await?;
    locked.into_iter().next().ok_or(Error::NotFound)
}

fn is_active_superuser() -> Condition {
    Condition::all()
        .add(user::Column::IsSuperuser.eq(true))
        .add(user::Column::IsActive.eq(true))
}

/// Refuses what would take away the last active superuser. All of them are locked, so that two who leave at the same moment
/// do not each count on the other; where no superuser leaves, none is.
pub(crate) async fn keep_a_superuser<'a>(
    db: &DatabaseTransaction,
    leaving: impl IntoIterator<Item = &'a user::Model>,
) -> Result<(), Error> {
    let leaving: Vec<i64> = leaving
        .into_iter()
        .filter(|user| user.is_superuser && user.is_active)
        .map(|user| user.id)
        .collect();
    if leaving.is_empty() {
        return Ok(());
    }
    let superusers = user::Entity::find()
        .filter(is_active_superuser())
        .order_by_asc(user::Column::Id)
        .lock_exclusive()
        .all(db)
        .await?;
    let mut staying = superusers.iter().filter(|user| !leaving.contains(&user.id));
    match staying.next() {
        Some(_) => Ok(()),
        None => Err(Error::refused(FieldError::LastSuperuser)),
    }
}

/// Deletes a user, whose row is locked, with everything of theirs. The last active superuser stays; the audit log keeps that
/// there was such a user.
pub(crate) async fn delete(
    auth: &Auth,
    transaction: DatabaseTransaction,
    user: &user::Model,
    origin: &Origin,
) -> Result<(), Error> {
    keep_a_superuser(&transaction, [user]).await?;
    let whom = Some(AffectedUser::from(user));
    auth.record(&transaction, EventKind::UserDeleted, whom, origin)
        .await?;
    user::Entity::delete_by_id(user.id).exec(&transaction).await?;
    auth.commit(transaction).await
}

/// The user of this name, in whatever letter case.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn by_username(db: &impl ConnectionTrait, username: &str) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::Column::UsernameCanonical.eq(username::canonical(username)))
        .one(db)
        .await
}

/// The user with this canonical address.
///
/// # Errors
/// Where the database cannot be reached.
pub(crate) async fn by_email(
    db: &impl ConnectionTrait,
    canonical: &str,
) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::Column::EmailCanonical.eq(canonical))
        .one(db)
        .await
}

/// Dates of an account, for its owner.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// When it was made.
    pub date_joined: OffsetDateTime,
    /// The latest log-in.
    pub last_login: Option<OffsetDateTime>,
}

/// What the owner of an account may read of it beyond what [`crate::authorization::viewer`] has.
///
/// # Errors
/// [`Error::Internal`] where there is no such user.
pub async fn account(auth: &Auth, user_id: i64) -> Result<Account, Error> {
    let dates: Option<(OffsetDateTime, Option<OffsetDateTime>)> = user::Entity::find_by_id(user_id)
        .select_only()
        .columns([user::Column::DateJoined, user::Column::LastLogin])
        .into_tuple()
        .one(auth.db.reader())
        .await?;
    let (date_joined, last_login) = dates
        .ok_or_else(|| Error::Internal(format!("user {user_id} went away during the request").into()))?;
    Ok(Account {
        date_joined,
        last_login,
    })
}

/// Turns the refusal of a unique index into the error of the field that caused it. Two visitors who ask for one name at the same
/// moment both pass the check beforehand; the index decides.
pub(crate) fn taken(error: DbErr) -> Error {
    let mut errors = FieldErrors::default();
    match violated_unique(&error, &["username_canonical", "email_canonical"]) {
        Some("username_canonical") => errors.add("username", FieldError::UsernameTaken),
        Some(_) => errors.add("email", FieldError::EmailTaken),
        None => return error.into(),
    }
    errors.into()
}
