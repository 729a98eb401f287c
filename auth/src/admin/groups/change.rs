//! Groups made, changed and deleted.

use contract::{field_errors::FieldError, viewer::Viewer};
use entity::{group, group_permission, permission as row, user_group};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter,
};

use super::{find, held, is_role_group, require_can_grant};
use crate::{
    Auth, Error,
    admin::users::{differences, names},
    audit::EventKind,
    authentication::AuthContext,
    authorization::group_name::{self, GroupName},
    error::violated_unique,
    python_str,
};

/// Makes a group and says its key.
///
/// # Errors
/// [`Error::Refused`] for the name. [`Error::Forbidden`] for a permission that the actor does not hold.
pub async fn add(
    auth: &Auth,
    context: &AuthContext,
    name: &str,
    permissions: &[String],
) -> Result<i64, Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let name = read_name(name)?;
    let transaction = auth.db.begin().await?;
    let group: group::Model = group::ActiveModel {
        name: Set(name.display.clone()),
        name_canonical: Set(Some(name.canonical)),
        ..Default::default()
    }
    .insert(&transaction)
    .await
    .map_err(taken)?;
    let (permissions, _) = set_permissions(&transaction, actor, group.id, permissions).await?;
    let kind = EventKind::GroupCreated {
        group: name.display,
        permissions,
    };
    auth.record(&transaction, kind, None, origin).await?;
    auth.commit(transaction).await?;
    Ok(group.id)
}

/// Changes a group's name and permissions, as far as the actor may. A group that gives a role keeps its name.
///
/// # Errors
/// [`Error::Refused`] for the name. [`Error::Forbidden`] for a permission that the actor does not hold, and for a group that gives more
/// than the actor holds. [`Error::NotFound`] where there is no such group.
pub async fn change(
    auth: &Auth,
    context: &AuthContext,
    id: i64,
    name: &str,
    permissions: &[String],
) -> Result<(), Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let transaction = auth.db.begin().await?;
    let mut group = find(&transaction, id).await?;
    require_can_grant(&transaction, actor, &group).await?;
    let mut before = None;
    if group.name != python_str::strip(name) {
        let renamed = rename(&transaction, &group, name).await?;
        before = (renamed.name != group.name).then_some(group.name);
        group = renamed;
    }
    let (added, removed) = set_permissions(&transaction, actor, id, permissions).await?;
    let kind = EventKind::GroupChanged {
        before,
        group: group.name,
        added,
        removed,
    };
    auth.record(&transaction, kind, None, origin).await?;
    auth.commit(transaction).await
}

/// Gives a group another name, unless it gives a role.
async fn rename(db: &DatabaseTransaction, group: &group::Model, name: &str) -> Result<group::Model, Error> {
    if is_role_group(group) {
        return Err(Error::refused_field("name", FieldError::RoleGroup));
    }
    let name = read_name(name)?;
    let renamed = group::ActiveModel {
        id: Set(group.id),
        name: Set(name.display),
        name_canonical: Set(Some(name.canonical)),
    };
    renamed.update(db).await.map_err(taken)
}

/// Deletes a group; its members stay. A group that gives a role stays as well.
///
/// # Errors
/// [`Error::Refused`] for a group that gives a role. [`Error::Forbidden`] for one that gives more than the actor holds.
/// [`Error::NotFound`] where there is no such group.
pub async fn delete(auth: &Auth, context: &AuthContext, id: i64) -> Result<(), Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let transaction = auth.db.begin().await?;
    let group = find(&transaction, id).await?;
    require_can_grant(&transaction, actor, &group).await?;
    if is_role_group(&group) {
        return Err(Error::refused(FieldError::RoleGroup));
    }
    let kind = deletion(&transaction, group).await?;
    group::Entity::delete_by_id(id).exec(&transaction).await?;
    auth.record(&transaction, kind, None, origin).await?;
    auth.commit(transaction).await
}

/// What goes with a group, for the audit log.
async fn deletion(db: &DatabaseTransaction, group: group::Model) -> Result<EventKind, Error> {
    let members = user_group::Entity::find()
        .filter(user_group::Column::GroupId.eq(group.id))
        .count(db)
        .await?;
    let permissions = row::Entity::find()
        .filter(row::Column::Id.is_in(held(db, group.id).await?))
        .all(db)
        .await?;
    Ok(EventKind::GroupDeleted {
        group: group.name,
        permissions: names(&permissions),
        members,
    })
}

/// What was given and what was taken, by name.
async fn set_permissions(
    db: &DatabaseTransaction,
    actor: &Viewer,
    id: i64,
    ticked: &[String],
) -> Result<(Vec<String>, Vec<String>), Error> {
    let current = held(db, id).await?;
    let (added, removed) = differences(db, actor, "permissions", &current, ticked).await?;
    group_permission::Entity::delete_many()
        .filter(group_permission::Column::GroupId.eq(id))
        .filter(group_permission::Column::PermissionId.is_in(removed.iter().map(|row| row.id)))
        .exec(db)
        .await?;
    if !added.is_empty() {
        let rows = added.iter().map(|row| group_permission::ActiveModel {
            group_id: Set(id),
            permission_id: Set(row.id),
        });
        group_permission::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    Ok((names(&added), names(&removed)))
}

fn read_name(name: &str) -> Result<GroupName, Error> {
    group_name::parse(name).map_err(|error| Error::refused_field("name", error))
}

fn taken(error: DbErr) -> Error {
    match violated_unique(&error, &["name"]) {
        Some(_) => Error::refused_field("name", FieldError::GroupTaken),
        None => error.into(),
    }
}
