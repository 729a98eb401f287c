//! Groups and who is in them.

use contract::role::Role;
use entity::{group, user_group};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

use crate::Error;

/// Makes the three groups that every installation has, where they are missing.
pub async fn ensure_roles(db: &impl ConnectionTrait) -> Result<(), Error> {
    let rows = Role::ALL.map(|role| group::ActiveModel {
        name: Set(role.group().to_owned()),
        ..Default::default()
    });
    group::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(group::Column::Name).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Puts a user into the group of this name for good; being in it already is fine.
pub async fn join(db: &impl ConnectionTrait, user_id: i64, group: &str) -> Result<(), Error> {
    let group_id: i64 = group::Entity::find()
        .select_only()
        .column(group::Column::Id)
        .filter(group::Column::Name.eq(group))
        .into_tuple()
        .one(db)
        .await?
        .ok_or_else(|| Error::Internal(format!("the group {group} is missing: run `server migrate`")))?;
    user_group::Entity::insert(user_group::ActiveModel {
        user_id: Set(user_id),
        group_id: Set(group_id),
        expires_at: Set(None),
    })
    .on_conflict(
        OnConflict::columns([user_group::Column::UserId, user_group::Column::GroupId])
            .update_column(user_group::Column::ExpiresAt)
            .to_owned(),
    )
    .exec_without_returning(db)
    .await?;
    Ok(())
}
