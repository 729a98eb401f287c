//! Groups and their members.

use std::collections::BTreeSet;

use contract::role::Role;
use entity::{group, user_group};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use crate::{Error, authorization::group_name};

/// Makes the three groups that every installation has, where they are missing, and gives every group the form that its name is
/// compared in.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn ensure_roles(db: &impl ConnectionTrait) -> Result<(), Error> {
    fill_canonical_names(db).await?;
    let rows = Role::ALL.map(|role| group::ActiveModel {
        name: Set(role.group().to_owned()),
        name_canonical: Set(Some(group_name::canonical(role.group()))),
        ..Default::default()
    });
    group::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::column(group::Column::NameCanonical)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Groups from before the column, and those that an older binary has made since. One whose name is that of a role or of another group
/// in another spelling is left as it is, and the log says so: no new one can be made beside it, and staff can rename it.
async fn fill_canonical_names(db: &impl ConnectionTrait) -> Result<(), Error> {
    let groups = group::Entity::find()
        .order_by_asc(group::Column::Id)
        .all(db)
        .await?;
    let mut taken: BTreeSet<String> = groups
        .iter()
        .filter_map(|group| group.name_canonical.clone())
        .collect();
    for group in groups.into_iter().filter(|group| group.name_canonical.is_none()) {
        let canonical = group_name::canonical(&group.name);
        let is_imitation =
            group_name::imitated_role(&group.name).is_some_and(|role| role.group() != group.name);
        if is_imitation || canonical.is_empty() || taken.contains(&canonical) {
            tracing::warn!(
                group = group.id,
                "the name of a group is that of another one in another spelling: rename it"
            );
            continue;
        }
        group::Entity::update_many()
            .col_expr(group::Column::NameCanonical, Expr::value(canonical.clone()))
            .filter(group::Column::Id.eq(group.id))
            .exec(db)
            .await?;
        taken.insert(canonical);
    }
    Ok(())
}

/// [`join`] of the group that everybody who signs up is in. Where an operator has removed it, it is made again, without permissions,
/// and the log says so: the sign-up does not fail for it.
pub(crate) async fn join_default(db: &impl ConnectionTrait, user_id: i64) -> Result<(), Error> {
    let name = Role::Customer.group();
    if id_of(db, name).await?.is_none() {
        tracing::error!(
            group = name,
            "the group was missing and has been made without permissions: run `server seed_roles`"
        );
        ensure_roles(db).await?;
    }
    join(db, user_id, name).await
}

async fn id_of(db: &impl ConnectionTrait, name: &str) -> Result<Option<i64>, Error> {
    let id = group::Entity::find()
        .select_only()
        .column(group::Column::Id)
        .filter(group::Column::Name.eq(name))
        .into_tuple()
        .one(db)
        .await?;
    Ok(id)
}

/// Puts a user into the group of this name for good; being in it already is fine.
///
/// # Errors
/// [`Error::Internal`] where there is no such group.
pub async fn join(db: &impl ConnectionTrait, user_id: i64, group: &str) -> Result<(), Error> {
    let group_id = id_of(db, group).await?.ok_or_else(|| {
        Error::Internal(format!("the group {group} is missing: run `server migrate`").into())
    })?;
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
