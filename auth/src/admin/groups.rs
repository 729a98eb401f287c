//! Groups, for staff: Django's `GroupAdmin`.

use std::collections::BTreeSet;

use contract::{
    admin::{GroupDetail, GroupRow},
    field_errors::FieldError,
    forms::GROUP_NAME_MAX,
    permission,
    viewer::Viewer,
};
use entity::{group, group_permission, permission as row, user, user_group};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait,
    FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};

use super::{power, user_detail::permission_choices, users::differences};
use crate::{Auth, Error, error::violated_unique, event::EventKind, origin::Origin, python_str};

/// So many members are named; the rest is a number.
const MEMBERS_SHOWN: u64 = 50;

#[derive(FromQueryResult)]
struct Counted {
    id: i64,
    name: String,
    permissions: i64,
    members: i64,
}

/// Every group with its numbers, by name.
pub async fn list(auth: &Auth) -> Result<Vec<GroupRow>, Error> {
    let db = auth.db.reader();
    let sql = "SELECT g.id, g.name, \
               (SELECT COUNT(*) FROM group_permissions WHERE group_id = g.id) AS permissions, \
               (SELECT COUNT(*) FROM user_groups ug WHERE ug.group_id = g.id \
                AND (ug.expires_at IS NULL OR ug.expires_at > $1)) AS members \
               FROM \"groups\" g ORDER BY g.name";
    let backend = sea_orm::ConnectionTrait::get_database_backend(db);
    let statement = Statement::from_sql_and_values(backend, sql, [auth.clock.now().into()]);
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

/// One group with its members and what can be given to it.
pub async fn detail(auth: &Auth, actor: &Viewer, id: i64) -> Result<GroupDetail, Error> {
    let db = auth.db.reader();
    let group = group::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let chosen = held(db, id).await?;
    let may_change = actor.has_perm(permission::group::CHANGE);
    let members: Vec<(i64, String)> = user_group::Entity::find()
        .select_only()
        .column(user_group::Column::UserId)
        .column(user::Column::Username)
        .inner_join(user::Entity)
        .filter(user_group::Column::GroupId.eq(id))
        .order_by_asc(user::Column::UsernameCanonical)
        .limit(MEMBERS_SHOWN)
        .into_tuple()
        .all(db)
        .await?;
    let member_count = user_group::Entity::find()
        .filter(user_group::Column::GroupId.eq(id))
        .count(db)
        .await?;
    Ok(GroupDetail {
        id,
        name: group.name,
        permissions: permission_choices(db, actor, may_change, &chosen).await?,
        members,
        member_count,
        may_change,
        may_delete: actor.has_perm(permission::group::DELETE),
    })
}

/// A group that is to be made, with the permissions of another where it is to be a copy.
pub async fn blank(auth: &Auth, actor: &Viewer, from: Option<i64>) -> Result<GroupDetail, Error> {
    let db = auth.db.reader();
    let chosen = match from {
        Some(id) => held(db, id).await?,
        None => BTreeSet::new(),
    };
    Ok(GroupDetail {
        id: 0,
        name: String::new(),
        permissions: permission_choices(db, actor, true, &chosen).await?,
        members: Vec::new(),
        member_count: 0,
        may_change: true,
        may_delete: false,
    })
}

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

/// A group that gives more than the actor holds is out of their reach: to rename or delete it would take it from others.
async fn require_reach(db: &DatabaseTransaction, actor: &Viewer, group: &group::Model) -> Result<(), Error> {
    let all = power::groups(db).await?;
    let permissions = all
        .get(&(group.id, group.name.clone()))
        .cloned()
        .unwrap_or_default();
    if power::may_grant_group(actor, &group.name, &permissions) {
        Ok(())
    } else {
        Err(Error::Forbidden("a group that holds more than the actor"))
    }
}

async fn find(db: &DatabaseTransaction, id: i64) -> Result<group::Model, Error> {
    let group = group::Entity::find_by_id(id).lock_exclusive().one(db).await?;
    group.ok_or(Error::NotFound)
}

async fn held(db: &impl sea_orm::ConnectionTrait, id: i64) -> Result<BTreeSet<i64>, Error> {
    let held: Vec<i64> = group_permission::Entity::find()
        .select_only()
        .column(group_permission::Column::PermissionId)
        .filter(group_permission::Column::GroupId.eq(id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(held.into_iter().collect())
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
