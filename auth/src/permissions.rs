//! Permissions in the database: what is declared, made to exist; what a role holds, set.

use contract::{permission, role::Role};
use entity::{group, group_permission, permission as row};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};

use crate::{Error, groups};

/// Django's `create_permissions` after a migration: writes what is missing, renames sentences, removes nothing.
pub async fn synchronise(db: &impl ConnectionTrait) -> Result<(), Error> {
    let rows = permission::declared().map(|declared| row::ActiveModel {
        app_label: Set(declared.app_label.to_owned()),
        model: Set(declared.model.to_owned()),
        codename: Set(declared.codename),
        name: Set(declared.name),
        ..Default::default()
    });
    row::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([row::Column::AppLabel, row::Column::Model, row::Column::Codename])
                .update_column(row::Column::Name)
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Sets what the three groups hold to exactly what [`permission::seeded`] says. Running it twice changes nothing.
pub async fn seed_roles(db: &impl ConnectionTrait) -> Result<(), Error> {
    groups::ensure_roles(db).await?;
    let permissions = row::Entity::find().all(db).await?;
    for role in Role::ALL {
        let Some(group) = group::Entity::find()
            .filter(group::Column::Name.eq(role.group()))
            .one(db)
            .await?
        else {
            continue;
        };
        group_permission::Entity::delete_many()
            .filter(group_permission::Column::GroupId.eq(group.id))
            .exec(db)
            .await?;
        let held: Vec<_> = permissions
            .iter()
            .filter(|row| permission::seeded(role, &row.app_label, &row.codename))
            .map(|row| group_permission::ActiveModel {
                group_id: Set(group.id),
                permission_id: Set(row.id),
            })
            .collect();
        group_permission::Entity::insert_many(held)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
