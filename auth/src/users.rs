//! Users as rows: made, found, and given a new password. The verbs for visitors build on these.

use contract::field_errors::{FieldError, FieldErrors};
use entity::{password_hash::PasswordHash, user};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait,
    QueryFilter, QuerySelect, sea_query::Expr,
};
use time::OffsetDateTime;

use crate::{
    Auth, Error,
    complaints::{email_error, taken, username_error},
    email_address::{self, EmailAddress, EmailProblem},
    password,
    password_rules::{PasswordRules, PersonalData},
    username::{self, Username},
};

/// A user about to be made.
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
}

/// Writes a user. A name or address that somebody has, in whatever letter case, is [`Error::Refused`].
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

/// Django's `create_superuser`: staff and superuser, in the group Admin's rights without being in it. Without a
/// password the account cannot log in with one (`set_unusable_password`). As in Django the validators are the
/// caller's business: see [`check_password`].
pub async fn create_superuser(
    auth: &Auth,
    username: &str,
    email: &str,
    password: Option<String>,
) -> Result<user::Model, Error> {
    let mut errors = FieldErrors::default();
    let username =
        username::parse(username).map_err(|problem| errors.add("username", username_error(problem)));
    let email = optional_email(email).map_err(|problem| errors.add("email", email_error(problem)));
    let (Ok(username), Ok(email)) = (username, email) else {
        return Err(errors.into());
    };
    let password = match password {
        Some(password) => auth.hasher.hash(password).await?,
        None => password::make_unusable(),
    };
    let new = NewUser {
        username,
        email,
        password: PasswordHash(password),
        is_staff: true,
        is_superuser: true,
    };
    insert(auth.db.writer(), new, auth.clock.now()).await
}

/// Sets a password and ends every session of the user, in one statement.
pub async fn set_password(auth: &Auth, user_id: i64, password: String) -> Result<(), Error> {
    let hash = auth.hasher.hash(password).await?;
    user::Entity::update_many()
        .col_expr(user::Column::Password, Expr::value(hash))
        .col_expr(user::Column::AuthEpoch, Expr::col(user::Column::AuthEpoch).add(1))
        .filter(user::Column::Id.eq(user_id))
        .exec(auth.db.writer())
        .await?;
    Ok(())
}

/// Runs all password validators on a password for this person: every failure at once, as in Django.
#[must_use]
pub fn check_password(auth: &Auth, password: &str, about: &PersonalData<'_>) -> Vec<FieldError> {
    PasswordRules {
        min_length: auth.site.password_min_length,
    }
    .check(password, about)
    .into_iter()
    .map(Into::into)
    .collect()
}

/// The user of this name, in whatever letter case.
pub async fn by_username(db: &impl ConnectionTrait, username: &str) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::Column::UsernameCanonical.eq(username::canonical(username)))
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

/// What the owner of an account may read of it beyond what [`crate::viewer`] has.
pub async fn account(auth: &Auth, user_id: i64) -> Result<Account, Error> {
    let dates: Option<(OffsetDateTime, Option<OffsetDateTime>)> = user::Entity::find_by_id(user_id)
        .select_only()
        .columns([user::Column::DateJoined, user::Column::LastLogin])
        .into_tuple()
        .one(auth.db.reader())
        .await?;
    let (date_joined, last_login) =
        dates.ok_or_else(|| Error::Internal(format!("user {user_id} went away during the request")))?;
    Ok(Account {
        date_joined,
        last_login,
    })
}

/// An address, or none where nothing was given.
pub fn optional_email(email: &str) -> Result<Option<EmailAddress>, EmailProblem> {
    if email.trim().is_empty() {
        Ok(None)
    } else {
        email_address::parse(email).map(Some)
    }
}
