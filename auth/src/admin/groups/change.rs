//! Groups made, changed and deleted.

use contract::{field_errors::FieldError, forms::GROUP_NAME_MAX, viewer::Viewer};
use entity::{group, group_permission, permission as row};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
};

use super::{find, held, require_reach};
use crate::{
    Auth, Error, admin::users::differences, error::violated_unique, event::EventKind, origin::Origin,
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
    set_permissions(&transaction, actor, group.id, permissions).await?;
    auth.record(
        &transaction,
        EventKind::GroupCreated { group: name },
        None,
        origin,
    )
    .await?;
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
    group::Entity::delete_by_id(id).exec(&transaction).await?;
    let kind = EventKind::GroupDeleted { group: group.name };
    auth.record(&transaction, kind, None, origin).await?;
    auth.commit(transaction).await
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
    let names = |rows: Vec<row::Model>| {
        rows.into_iter()
            .map(|row| format!("{}.{}", row.app_label, row.codename))
            .collect()
    };
    Ok((names(added), names(removed)))
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
