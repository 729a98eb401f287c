//! Groups, for staff: Django's `GroupAdmin`.

use std::collections::BTreeSet;

use contract::{admin::GroupRow, role::Role, viewer::Viewer};
use entity::{group, group_permission};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter,
    QuerySelect, Statement,
};

use crate::{Auth, Error, authorization::privilege_escalation, sql::live_membership};

mod change;
mod detail;
mod members;

pub use change::{add, change, delete};
pub use detail::{blank, detail};
pub use members::{add_member, remove_member};

#[derive(FromQueryResult)]
struct Counted {
    id: i64,
    name: String,
    permissions: i64,
    members: i64,
}

/// Every group with its numbers, by name.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn list(auth: &Auth) -> Result<Vec<GroupRow>, Error> {
    let db = auth.db.reader();
    let sql = concat!(
        "SELECT g.id, g.name, \
         (SELECT COUNT(*) FROM group_permissions WHERE group_id = g.id) AS permissions, \
         (SELECT COUNT(*) FROM user_groups ug WHERE ug.group_id = g.id AND ",
        live_membership!("$1"),
        ") AS members FROM \"groups\" g ORDER BY g.name"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [auth.clock.now().into()]);
    let rows = Counted::find_by_statement(statement).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| GroupRow {
            id: row.id,
            name: row.name,
            permissions: row.permissions,
            members: row.members,
        })
        .collect())
}

/// A group that gives more than the actor holds is out of their reach: to rename or delete it would take it from others.
async fn require_can_grant(
    db: &DatabaseTransaction,
    actor: &Viewer,
    group: &group::Model,
) -> Result<(), Error> {
    if can_grant(db, actor, group).await? {
        Ok(())
    } else {
        Err(Error::Forbidden("a group that holds more than the actor"))
    }
}

async fn can_grant(db: &impl ConnectionTrait, actor: &Viewer, group: &group::Model) -> Result<bool, Error> {
    let all = privilege_escalation::groups(db).await?;
    let permissions = all
        .get(&(group.id, group.name.clone()))
        .cloned()
        .unwrap_or_default();
    Ok(privilege_escalation::may_grant_group(
        actor,
        &group.name,
        &permissions,
    ))
}

/// Is it one of the three that roles are read off?
fn is_role_group(group: &group::Model) -> bool {
    Role::highest([group.name.as_str()]).is_some()
}

async fn find(db: &DatabaseTransaction, id: i64) -> Result<group::Model, Error> {
    let group = group::Entity::find_by_id(id).lock_exclusive().one(db).await?;
    group.ok_or(Error::NotFound)
}

/// Keys of the permissions that a group gives.
async fn held(db: &impl ConnectionTrait, id: i64) -> Result<BTreeSet<i64>, Error> {
    let held: Vec<i64> = group_permission::Entity::find()
        .select_only()
        .column(group_permission::Column::PermissionId)
        .filter(group_permission::Column::GroupId.eq(id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(held.into_iter().collect())
}
