//! Groups made, changed and deleted.

use contract::{field_errors::FieldError, forms::GROUP_NAME_MAX, viewer::Viewer};
use entity::{group, group_permission, permission as row, user_group};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter,
};

use super::{find, held, require_reach};
use crate::{
    Auth, Error,
    admin::users::{differences, names},
    error::violated_unique,
    event::EventKind,
    origin::Origin,
    python_str,
};

/// Makes a group and says its key.
pub async fn add(
    auth: &Auth,
    origin: &Origin,
    actor: &Viewer,
    name: &str,
    permissions: &[String],
) -> Result<i64, Error> {
    let name = check_name(name)?;
    let transaction = auth.db.begin().await?;
    let group: group::Model = group::ActiveModel {
        name: Set(name.clone()),
        ..Default::default()
    }
    .insert(&transaction)
    .await
    .map_err(taken)?;
    let (permissions, _) = set_permissions(&transaction, actor, group.id, permissions).await?;
    let kind = EventKind::GroupCreated {
        group: name,
        permissions,
    };
    auth.record(&transaction, kind, None, origin).await?;
    auth.commit(transaction).await?;
    Ok(group.id)
}

/// Changes a group's name and permissions, as far as the actor may.
pub async fn change(
    auth: &Auth,
    origin: &Origin,
    actor: &Viewer,
    id: i64,
    (name, permissions): (&str, &[String]),
) -> Result<(), Error> {
    let name = check_name(name)?;
    let transaction = auth.db.begin().await?;
    let group = find(&transaction, id).await?;
    require_reach(&transaction, actor, &group).await?;
    if group.name != name {
        let renamed = group::ActiveModel {
            id: Set(id),
            name: Set(name.clone()),
        };
        renamed.update(&transaction).await.map_err(taken)?;
    }
    let (added, removed) = set_permissions(&transaction, actor, id, permissions).await?;
    let kind = EventKind::GroupChanged {
        before: (group.name != name).then_some(group.name),
        group: name,
        added,
        removed,
    };
    auth.record(&transaction, kind, None, origin).await?;
    auth.commit(transaction).await
}

/// Deletes a group; its members stay.
pub async fn delete(auth: &Auth, origin: &Origin, actor: &Viewer, id: i64) -> Result<(), Error> {
    let transaction = auth.db.begin().await?;
    let group = find(&transaction, id).await?;
    require_reach(&transaction, actor, &group).await?;
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

fn check_name(name: &str) -> Result<String, Error> {
    let name = python_str::strip(name);
    if name.is_empty() {
        return Err(Error::refused_field("name", FieldError::Required));
    }
    if name.chars().count() > GROUP_NAME_MAX {
        return Err(Error::refused_field(
            "name",
            FieldError::TooLong { max: GROUP_NAME_MAX },
        ));
    }
    Ok(name.to_owned())
}

fn taken(error: DbErr) -> Error {
    match violated_unique(&error, &["name"]) {
        Some(_) => Error::refused_field("name", FieldError::GroupTaken),
        None => error.into(),
    }
}
