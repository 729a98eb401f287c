//! What a user may do: the checks of Django's `PermissionsMixin` and `ModelBackend`, for any user. A request has its viewer's
//! answers already, from [`crate::authorization::viewer`].

use std::collections::BTreeSet;

use contract::permission::{self, Permission};
use entity::user;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, Statement, Value};
use time::OffsetDateTime;

use crate::{
    Error,
    sql::{live_membership, permission_name},
};

/// Names of permissions, `app_label.codename`.
pub type Names = BTreeSet<String>;

const DIRECT: &str = concat!(
    "SELECT ",
    permission_name!(),
    " AS name FROM permissions p \
     JOIN user_permissions up ON up.permission_id = p.id \
     JOIN users u ON u.id = up.user_id WHERE u.id = $1 AND u.is_active"
);
const BY_GROUP: &str = concat!(
    "SELECT DISTINCT ",
    permission_name!(),
    " AS name FROM permissions p \
     JOIN group_permissions gp ON gp.permission_id = p.id \
     JOIN user_groups ug ON ug.group_id = gp.group_id \
     JOIN users u ON u.id = ug.user_id WHERE u.id = $1 AND u.is_active AND ",
    live_membership!("$2")
);
const EVERY: &str = concat!("SELECT ", permission_name!(), " AS name FROM permissions p");

#[derive(FromQueryResult)]
struct Named {
    name: String,
}

#[derive(FromQueryResult)]
struct Held {
    user_id: i64,
    name: String,
}

/// Everything that decides what a user may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authority {
    /// Has every permission, whether it exists or not.
    pub is_superuser: bool,
    /// Given to the user.
    pub direct: Names,
    /// Given to a group that the user is in.
    pub by_group: Names,
}

impl Authority {
    /// Django's `has_perm`, without an object.
    #[must_use]
    pub fn has_perm(&self, name: &str) -> bool {
        self.is_superuser || self.direct.contains(name) || self.by_group.contains(name)
    }
}

/// Reads it. An inactive user has none, and neither has an anonymous one (`None`).
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn authority(
    db: &impl ConnectionTrait,
    user: Option<&user::Model>,
    now: OffsetDateTime,
) -> Result<Authority, Error> {
    let Some(user) = user.filter(|user| user.is_active) else {
        return Ok(Authority::default());
    };
    Ok(Authority {
        is_superuser: user.is_superuser,
        direct: user_permissions(db, user.id).await?,
        by_group: group_permissions(db, user.id, now).await?,
    })
}

/// Django's `get_user_permissions`: those given to the user directly.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn user_permissions(db: &impl ConnectionTrait, user_id: i64) -> Result<Names, Error> {
    names(db, DIRECT, [user_id.into()]).await
}

/// Django's `get_group_permissions`: those given through groups.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn group_permissions(
    db: &impl ConnectionTrait,
    user_id: i64,
    now: OffsetDateTime,
) -> Result<Names, Error> {
    names(db, BY_GROUP, [user_id.into(), now.into()]).await
}

/// What was given to each of these users, directly or through groups, whether or not the account is active: key and name.
pub(crate) async fn held_by_grant(
    db: &impl ConnectionTrait,
    users: &[i64],
    now: OffsetDateTime,
) -> Result<Vec<(i64, String)>, Error> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    // Numbers: there is nothing in them to escape.
    let keys = users.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT up.user_id, {name} AS name FROM user_permissions up \
         JOIN permissions p ON p.id = up.permission_id WHERE up.user_id IN ({keys}) \
         UNION SELECT ug.user_id, {name} FROM user_groups ug \
         JOIN group_permissions gp ON gp.group_id = ug.group_id \
         JOIN permissions p ON p.id = gp.permission_id \
         WHERE ug.user_id IN ({keys}) AND {is_live}",
        name = permission_name!(),
        is_live = live_membership!("$1")
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [now.into()]);
    let rows = Held::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.user_id, row.name)).collect())
}

/// Django's `get_all_permissions`: both; for an active superuser all that there are.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn all_permissions(
    db: &impl ConnectionTrait,
    user: &user::Model,
    now: OffsetDateTime,
) -> Result<Names, Error> {
    if user.is_active && user.is_superuser {
        return names(db, EVERY, []).await;
    }
    let authority = authority(db, Some(user), now).await?;
    Ok(authority.direct.union(&authority.by_group).cloned().collect())
}

/// Django's `has_perm`: exact and case-sensitive. True for an active superuser, even of a permission that does not exist.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn has_perm(
    db: &impl ConnectionTrait,
    user: Option<&user::Model>,
    name: &str,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    Ok(authority(db, user, now).await?.has_perm(name))
}

/// [`has_perm`] of a user's key, for the transaction of a verb: the user may have lost the permission since the request began.
///
/// # Errors
/// [`Error::Forbidden`] where the user does not hold it, is not active, or does not exist any more.
pub async fn require(
    db: &impl ConnectionTrait,
    user_id: i64,
    permission: Permission,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let user = user::Entity::find_by_id(user_id).one(db).await?;
    if has_perm(db, user.as_ref(), permission.name(), now).await? {
        Ok(())
    } else {
        Err(Error::Forbidden("a permission that the user does not hold"))
    }
}

/// Django's `has_module_perms`: any permission of this app.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn has_module_perms(
    db: &impl ConnectionTrait,
    user: Option<&user::Model>,
    app_label: &str,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let authority = authority(db, user, now).await?;
    let prefix = format!("{app_label}.");
    let mut all = authority.direct.iter().chain(&authority.by_group);
    Ok(authority.is_superuser || all.any(|name| name.starts_with(&prefix)))
}

/// Whom [`with_perm`] finds: Django's parameters of the same names.
#[derive(Clone, Copy, Debug)]
pub struct WithPerm {
    /// Active users only, inactive ones only, or both.
    pub is_active: Option<bool>,
    /// Superusers as well, who have every permission.
    pub include_superusers: bool,
}

impl Default for WithPerm {
    fn default() -> Self {
        Self {
            is_active: Some(true),
            include_superusers: true,
        }
    }
}

/// Django's `UserManager.with_perm`: user names of the users who hold a permission, sorted.
///
/// # Errors
/// [`Error::Internal`] with Django's sentence where the name is not one of a permission.
pub async fn with_perm(
    db: &impl ConnectionTrait,
    name: &str,
    whom: WithPerm,
    now: OffsetDateTime,
) -> Result<Vec<String>, Error> {
    let (app_label, codename) = permission::split(name).map_err(|error| Error::Internal(error.into()))?;
    let sql = concat!(
        "SELECT u.username AS name FROM users u \
         WHERE ($1 IS NULL OR u.is_active = $1) AND (\
             ($2 AND u.is_superuser) \
             OR EXISTS (SELECT 1 FROM user_permissions up JOIN permissions p ON p.id = up.permission_id \
                        WHERE up.user_id = u.id AND p.app_label = $3 AND p.codename = $4) \
             OR EXISTS (SELECT 1 FROM user_groups ug \
                        JOIN group_permissions gp ON gp.group_id = ug.group_id \
                        JOIN permissions p ON p.id = gp.permission_id \
                        WHERE ug.user_id = u.id AND p.app_label = $3 AND p.codename = $4 AND ",
        live_membership!("$5"),
        ")) ORDER BY u.username_canonical"
    );
    let values: [Value; 5] = [
        whom.is_active.into(),
        whom.include_superusers.into(),
        app_label.into(),
        codename.into(),
        now.into(),
    ];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let found = Named::find_by_statement(statement).all(db).await?;
    Ok(found.into_iter().map(|row| row.name).collect())
}

async fn names(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Names, Error> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let found = Named::find_by_statement(statement).all(db).await?;
    Ok(found.into_iter().map(|row| row.name).collect())
}
