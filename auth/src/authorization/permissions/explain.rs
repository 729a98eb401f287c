//! "Why can this user do this?" Every path by which a user holds a permission, or why they do not.

use contract::permission;
use entity::{permission as row, user, user_permission};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};
use time::OffsetDateTime;

use crate::{
    Error,
    authorization::object_permissions::Kind,
    sql::{live_membership, permission_name},
};

/// One path to a permission, or one obstacle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A superuser has every permission.
    Superuser,
    /// It was given to the user.
    Direct,
    /// It was given to this group, and the user is in it.
    Group(String),
    /// On this one object, whatever else is true.
    Object(String),
    /// Not: an inactive user has no permission, whatever was given.
    Inactive,
    /// Not: the user was in this group, which has it, until then.
    MembershipEnded(String),
    /// Not: there is no such permission.
    Unknown,
    /// Not: it was not granted.
    NotGranted,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// May they, in general?
    pub is_held: bool,
    /// By which paths, or why not.
    pub reasons: Vec<Reason>,
}

#[derive(FromQueryResult)]
struct Membership {
    name: String,
    is_over: bool,
}

/// Explains one user and one permission, `app_label.codename`. `kinds` are those of which single objects can be granted.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn explain(
    db: &impl ConnectionTrait,
    user: &user::Model,
    name: &str,
    kinds: &[Kind],
    now: OffsetDateTime,
) -> Result<Explanation, Error> {
    let mut paths = Vec::new();
    let mut obstacles = Vec::new();
    if user.is_superuser {
        paths.push(Reason::Superuser);
    }
    if is_direct(db, user.id, name).await? {
        paths.push(Reason::Direct);
    }
    for membership in memberships(db, user.id, name, now).await? {
        if membership.is_over {
            obstacles.push(Reason::MembershipEnded(membership.name));
        } else {
            paths.push(Reason::Group(membership.name));
        }
    }
    let is_held = user.is_active && !paths.is_empty();
    if !user.is_active {
        obstacles.insert(0, Reason::Inactive);
    }
    if !exists(db, name).await? {
        obstacles.push(Reason::Unknown);
    } else if paths.is_empty() {
        obstacles.push(Reason::NotGranted);
    }
    let mut reasons = if is_held { paths } else { obstacles };
    for kind in kinds.iter().filter(|_| user.is_active) {
        let names = kind.names_for_user(db, user.id, name, now).await?;
        reasons.extend(names.into_iter().map(Reason::Object));
    }
    Ok(Explanation { is_held, reasons })
}

async fn exists(db: &impl ConnectionTrait, name: &str) -> Result<bool, Error> {
    let Ok((app_label, codename)) = permission::split(name) else {
        return Ok(false);
    };
    let found = row::Entity::find()
        .filter(row::Column::AppLabel.eq(app_label))
        .filter(row::Column::Codename.eq(codename))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Whatever else is true of the user.
async fn is_direct(db: &impl ConnectionTrait, user_id: i64, name: &str) -> Result<bool, Error> {
    let Ok((app_label, codename)) = permission::split(name) else {
        return Ok(false);
    };
    let found = user_permission::Entity::find()
        .find_also_related(row::Entity)
        .filter(user_permission::Column::UserId.eq(user_id))
        .filter(row::Column::AppLabel.eq(app_label))
        .filter(row::Column::Codename.eq(codename))
        .one(db)
        .await?;
    Ok(found.is_some())
}

async fn memberships(
    db: &impl ConnectionTrait,
    user_id: i64,
    name: &str,
    now: OffsetDateTime,
) -> Result<Vec<Membership>, Error> {
    let sql = concat!(
        "SELECT g.name AS name, NOT ",
        live_membership!("$3"),
        " AS is_over \
         FROM user_groups ug JOIN \"groups\" g ON g.id = ug.group_id \
         JOIN group_permissions gp ON gp.group_id = g.id JOIN permissions p ON p.id = gp.permission_id \
         WHERE ug.user_id = $1 AND ",
        permission_name!(),
        " = $2 ORDER BY g.name"
    );
    let values = [user_id.into(), name.into(), now.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(Membership::find_by_statement(statement).all(db).await?)
}
