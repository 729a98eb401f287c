//! What a user is given: groups and permissions.

use std::collections::BTreeSet;

use contract::{field_errors::FieldError, viewer::Viewer};
use entity::{permission as row, user_group, user_permission};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use time::OffsetDateTime;

use crate::{
    Error,
    audit::Change,
    authorization::{permissions, privilege_escalation},
};

/// Refuses to give anything to a user of a higher role. What is not ticked stays: a disabled check box is not sent.
pub(super) async fn refuse_additions(
    db: &DatabaseTransaction,
    user_id: i64,
    groups: &[String],
    permissions: &[String],
    now: OffsetDateTime,
) -> Result<(), Error> {
    let current = privilege_escalation::groups_of(db, user_id, now).await?;
    let adds_group = groups
        .iter()
        .any(|id| !id.parse().is_ok_and(|id: i64| current.contains(&id)));
    let held = permissions::user_permissions(db, user_id).await?;
    if adds_group || permissions.iter().any(|name| !held.contains(name)) {
        return Err(Error::Forbidden("the target has a higher role than the actor"));
    }
    Ok(())
}

/// Sets the user's groups to those that are ticked, as far as the actor may. Returns the change, if there is one.
pub(super) async fn set_groups(
    db: &DatabaseTransaction,
    actor: &Viewer,
    user_id: i64,
    ticked: &[String],
    now: OffsetDateTime,
) -> Result<Option<Change>, Error> {
    let ticked: BTreeSet<i64> = ticked
        .iter()
        .map(|id| id.parse())
        .collect::<Result<_, _>>()
        .map_err(|_| Error::refused_field("groups", FieldError::InvalidChoice))?;
    let current = privilege_escalation::groups_of(db, user_id, now).await?;
    let groups = privilege_escalation::groups(db).await?;
    if ticked.iter().any(|id| !groups.keys().any(|(key, _)| key == id)) {
        return Err(Error::refused_field("groups", FieldError::InvalidChoice));
    }
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    let (mut given, mut taken) = (Vec::new(), Vec::new());
    for ((id, name), permissions) in &groups {
        let may = privilege_escalation::may_grant_group(actor, name, permissions);
        match (current.contains(id), ticked.contains(id)) {
            (false, true) if !may => return Err(Error::Forbidden("a group that holds more than the actor")),
            (false, true) => {
                added.push(user_group::ActiveModel {
                    user_id: Set(user_id),
                    group_id: Set(*id),
                    expires_at: Set(None),
                });
                given.push(name.clone());
            }
            (true, false) if may => {
                removed.push(*id);
                taken.push(name.clone());
            }
            _ => {}
        }
    }
    // A membership that has ended makes way for a new one.
    removed.extend(added.iter().map(|row| *row.group_id.as_ref()));
    user_group::Entity::delete_many()
        .filter(user_group::Column::UserId.eq(user_id))
        .filter(user_group::Column::GroupId.is_in(removed))
        .exec(db)
        .await?;
    if !added.is_empty() {
        user_group::Entity::insert_many(added)
            .exec_without_returning(db)
            .await?;
    }
    Ok(Change::grants("groups", given, taken))
}

/// Sets the user's own permissions to those that are ticked, as far as the actor may. Returns the change, if there is one.
pub(super) async fn set_permissions(
    db: &DatabaseTransaction,
    actor: &Viewer,
    user_id: i64,
    ticked: &[String],
) -> Result<Option<Change>, Error> {
    let current = privilege_escalation::permissions_of(db, user_id).await?;
    let (added, removed) = differences(db, actor, "user_permissions", &current, ticked).await?;
    user_permission::Entity::delete_many()
        .filter(user_permission::Column::UserId.eq(user_id))
        .filter(user_permission::Column::PermissionId.is_in(removed.iter().map(|row| row.id)))
        .exec(db)
        .await?;
    if !added.is_empty() {
        let rows = added.iter().map(|row| user_permission::ActiveModel {
            user_id: Set(user_id),
            permission_id: Set(row.id),
        });
        user_permission::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    Ok(Change::grants("user_permissions", names(&added), names(&removed)))
}

/// What would have to be given and taken for those ticked to be held; refused where the actor may not give it. What they may
/// not take stays.
pub(in crate::admin) async fn differences(
    db: &DatabaseTransaction,
    actor: &Viewer,
    field: &str,
    current: &BTreeSet<i64>,
    ticked: &[String],
) -> Result<(Vec<row::Model>, Vec<row::Model>), Error> {
    let all = row::Entity::find().all(db).await?;
    let known: BTreeSet<String> = all.iter().map(row::Model::full_name).collect();
    if ticked.iter().any(|name| !known.contains(name)) {
        return Err(Error::refused_field(field, FieldError::InvalidChoice));
    }
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for row in all {
        let name = row.full_name();
        let may = privilege_escalation::may_grant(actor, &name);
        match (current.contains(&row.id), ticked.contains(&name)) {
            (false, true) if !may => {
                return Err(Error::Forbidden("a permission that the actor does not hold"));
            }
            (false, true) => added.push(row),
            (true, false) if may => removed.push(row),
            _ => {}
        }
    }
    Ok((added, removed))
}

/// Full names of permissions, in the order of the alphabet.
pub(in crate::admin) fn names(rows: &[row::Model]) -> Vec<String> {
    let mut names: Vec<String> = rows.iter().map(row::Model::full_name).collect();
    names.sort();
    names
}
