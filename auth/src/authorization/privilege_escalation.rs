//! Privilege escalation, prevented: what staff may grant and revoke, and whom they may change.
//!
//! Only superusers touch superusers and the flags; nobody gives or takes a permission that they do not hold, nor a group that
//! holds more than they do or has a higher role; nobody takes over, locks or deletes an account that may do more than they may, or
//! that has a higher role, and nobody changes what one of a higher role was given. Django leaves all of this to a note in its
//! documentation (ticket 23559).

use std::collections::{BTreeMap, BTreeSet};

use contract::{field_errors::FieldError, role::Role, viewer::Viewer};
use entity::{group, user, user_group, user_permission};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Statement,
};
use time::OffsetDateTime;

use crate::{Error, authorization::permissions, sql::permission_name};

/// Names of permissions, by the key and name of their group.
pub(crate) type GroupPermissions = BTreeMap<(i64, String), BTreeSet<String>>;

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    name: String,
    permission: Option<String>,
}

/// Every group with its permissions, in one query.
pub(crate) async fn groups(db: &impl ConnectionTrait) -> Result<GroupPermissions, Error> {
    let sql = concat!(
        "SELECT g.id, g.name, ",
        permission_name!(),
        " AS permission FROM \"groups\" g \
         LEFT JOIN group_permissions gp ON gp.group_id = g.id \
         LEFT JOIN permissions p ON p.id = gp.permission_id ORDER BY g.name"
    );
    let rows = Row::find_by_statement(Statement::from_string(db.get_database_backend(), sql))
        .all(db)
        .await?;
    let mut groups = GroupPermissions::new();
    for row in rows {
        groups
            .entry((row.id, row.name))
            .or_default()
            .extend(row.permission);
    }
    Ok(groups)
}

/// Keys of the groups that a user is in now; an ended membership is none.
pub(crate) async fn groups_of(
    db: &impl ConnectionTrait,
    user_id: i64,
    now: OffsetDateTime,
) -> Result<BTreeSet<i64>, Error> {
    let keys: Vec<i64> = user_group::Entity::find()
        .select_only()
        .column(user_group::Column::GroupId)
        .filter(user_group::Column::UserId.eq(user_id))
        .filter(user_group::is_live(now))
        .into_tuple()
        .all(db)
        .await?;
    Ok(keys.into_iter().collect())
}

/// Keys of the permissions that a user was given directly.
pub(crate) async fn permissions_of(db: &impl ConnectionTrait, user_id: i64) -> Result<BTreeSet<i64>, Error> {
    let keys: Vec<i64> = user_permission::Entity::find()
        .select_only()
        .column(user_permission::Column::PermissionId)
        .filter(user_permission::Column::UserId.eq(user_id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(keys.into_iter().collect())
}

/// May the actor give or take this permission?
pub(crate) fn may_grant(actor: &Viewer, permission: &str) -> bool {
    actor.is_superuser || actor.permissions.contains(permission)
}

/// May the actor put somebody into this group, or take them out?
pub(crate) fn may_grant_group(actor: &Viewer, name: &str, permissions: &BTreeSet<String>) -> bool {
    let is_above = Role::highest([name]).is_some_and(|role| actor.role.is_none_or(|own| role > own));
    actor.is_superuser || (!is_above && permissions.is_subset(&actor.permissions))
}

/// Is this role higher than the actor's? An actor without a role ranks as a customer, as every user who signs up does.
fn is_above(actor: &Viewer, role: Role) -> bool {
    !actor.is_superuser && role > actor.role.unwrap_or(Role::Customer)
}

/// Refuses to change a superuser, unless the actor is one.
pub(crate) fn protect_superusers(actor: &Viewer, target: &user::Model) -> Result<(), Error> {
    if target.is_superuser && !actor.is_superuser {
        return Err(Error::Forbidden("only superusers touch superusers"));
    }
    Ok(())
}

/// Refuses to change the actor's own name, address or password here: `/settings` and `/password_change` do, which tell the owner,
/// mail an undo link, and ask for the password that the owner knows.
pub(crate) fn require_another(actor: &Viewer, target: &user::Model) -> Result<(), Error> {
    if target.id == actor.id {
        return Err(Error::refused(FieldError::OwnAccount));
    }
    Ok(())
}

/// Does the actor hold every permission that the target holds, and has the target no higher role? An actor who sets a password or an
/// address could otherwise take over an account with more permissions.
pub(crate) async fn can_manage(
    db: &impl ConnectionTrait,
    actor: &Viewer,
    target: &user::Model,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    Ok(not_manageable(db, actor, std::slice::from_ref(target), now)
        .await?
        .is_empty())
}

/// Keys of those whom the actor [cannot manage](can_manage), in two queries however many they are.
pub(crate) async fn not_manageable(
    db: &impl ConnectionTrait,
    actor: &Viewer,
    targets: &[user::Model],
    now: OffsetDateTime,
) -> Result<BTreeSet<i64>, Error> {
    if actor.is_superuser {
        return Ok(BTreeSet::new());
    }
    let others = || targets.iter().filter(|target| target.id != actor.id);
    let flagged = others().filter(|target| target.is_superuser || (target.is_staff && !actor.is_staff));
    let mut beyond: BTreeSet<i64> = flagged.map(|target| target.id).collect();
    // What an inactive user would hold counts: they may be activated again.
    let keys: Vec<i64> = others().map(|target| target.id).collect();
    let held = permissions::held_by_grant(db, &keys, now).await?;
    let lacking = held
        .into_iter()
        .filter(|(_, name)| !actor.permissions.contains(name));
    beyond.extend(lacking.map(|(id, _)| id));
    let roles = roles_of(db, &keys, now).await?;
    let above = roles.into_iter().filter(|(_, role)| is_above(actor, *role));
    beyond.extend(above.map(|(id, _)| id));
    Ok(beyond)
}

/// Has the target a higher role than the actor? What they were given is then not for the actor to change.
pub(crate) async fn has_higher_role(
    db: &impl ConnectionTrait,
    actor: &Viewer,
    target: &user::Model,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let roles = roles_of(db, &[target.id], now).await?;
    Ok(target.id != actor.id && roles.into_iter().any(|(_, role)| is_above(actor, role)))
}

/// [`protect_superusers`], and refuses to touch a member of a higher role as anybody of a lower one.
pub(crate) async fn require_no_higher_role(
    db: &impl ConnectionTrait,
    actor: &Viewer,
    target: &user::Model,
    now: OffsetDateTime,
) -> Result<(), Error> {
    protect_superusers(actor, target)?;
    if has_higher_role(db, actor, target, now).await? {
        return Err(Error::Forbidden("the target has a higher role than the actor"));
    }
    Ok(())
}

/// Roles that these users have now, by key: one line for each group of a role that a user is in.
async fn roles_of(
    db: &impl ConnectionTrait,
    users: &[i64],
    now: OffsetDateTime,
) -> Result<Vec<(i64, Role)>, Error> {
    let memberships: Vec<(i64, String)> = user_group::Entity::find()
        .select_only()
        .column(user_group::Column::UserId)
        .column(group::Column::Name)
        .inner_join(group::Entity)
        .filter(user_group::Column::UserId.is_in(users.iter().copied()))
        .filter(group::Column::Name.is_in(Role::ALL.map(Role::group)))
        .filter(user_group::is_live(now))
        .into_tuple()
        .all(db)
        .await?;
    Ok(memberships
        .into_iter()
        .filter_map(|(id, name)| Some((id, Role::highest([name.as_str()])?)))
        .collect())
}

/// Refuses a target whom the actor [cannot manage](can_manage).
pub(crate) async fn require_can_manage(
    db: &impl ConnectionTrait,
    actor: &Viewer,
    target: &user::Model,
    now: OffsetDateTime,
) -> Result<(), Error> {
    protect_superusers(actor, target)?;
    if can_manage(db, actor, target, now).await? {
        Ok(())
    } else {
        Err(Error::Forbidden(
            "the target holds permissions that the actor does not, or has a higher role",
        ))
    }
}
