//! Every permission and who holds it, by which path.

use std::collections::BTreeMap;

use contract::admin::{PermissionList, PermissionRow, Why};
use entity::{group, group_permission, permission, user};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};

use crate::{
    Auth, Error,
    authorization::{
        object_permissions::Kind,
        permissions::{self, Reason},
    },
    users,
};

mod custom;

pub use custom::{add, delete, detail};

#[derive(FromQueryResult)]
struct Counted {
    permission_id: i64,
    users: i64,
}

/// All permissions, in Django's order, with their holders. An inactive user holds none.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn list(auth: &Auth) -> Result<PermissionList, Error> {
    let db = auth.db.reader();
    let sql = "SELECT up.permission_id, COUNT(*) AS users FROM user_permissions up \
               JOIN users u ON u.id = up.user_id WHERE u.is_active GROUP BY up.permission_id";
    let counted = Counted::find_by_statement(Statement::from_string(db.get_database_backend(), sql))
        .all(db)
        .await?;
    let users: BTreeMap<i64, i64> = counted
        .into_iter()
        .map(|row| (row.permission_id, row.users))
        .collect();
    let given: Vec<(i64, String)> = group_permission::Entity::find()
        .select_only()
        .column(group_permission::Column::PermissionId)
        .column(group::Column::Name)
        .inner_join(group::Entity)
        .order_by_asc(group::Column::Name)
        .into_tuple()
        .all(db)
        .await?;
    let mut groups: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (id, name) in given {
        groups.entry(id).or_default().push(name);
    }
    let rows = permission::Entity::find()
        .order_by_asc(permission::Column::AppLabel)
        .order_by_asc(permission::Column::Model)
        .order_by_asc(permission::Column::Codename)
        .all(db)
        .await?;
    let superusers = user::Entity::find()
        .filter(user::Column::IsSuperuser.eq(true))
        .filter(user::Column::IsActive.eq(true))
        .count(db)
        .await?;
    let rows = rows
        .into_iter()
        .map(|row| PermissionRow {
            id: row.id,
            is_custom: row.is_custom,
            name: row.full_name(),
            users: users.get(&row.id).copied().unwrap_or_default(),
            groups: groups.remove(&row.id).unwrap_or_default(),
            app_label: row.app_label,
            model: row.model,
            label: row.name,
        })
        .collect();
    Ok(PermissionList { rows, superusers })
}

/// "Why can this user do this?", in sentences. Empty questions have no answer yet.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn why(auth: &Auth, user: &str, permission: &str, kinds: &[Kind]) -> Result<Why, Error> {
    let db = auth.db.reader();
    let mut why = Why {
        user: user.to_owned(),
        permission: permission.to_owned(),
        permissions: list(auth).await?.rows.into_iter().map(|row| row.name).collect(),
        ..Why::default()
    };
    if user.is_empty() || permission.is_empty() {
        return Ok(why);
    }
    let Some(user) = users::by_username(db, user).await? else {
        why.reasons.push("There is no user with this name.".to_owned());
        return Ok(why);
    };
    let answer = permissions::explain(db, &user, permission, kinds, auth.clock.now()).await?;
    why.is_held = Some(answer.is_held);
    why.reasons = answer.reasons.iter().map(sentence).collect();
    Ok(why)
}

/// A reason, as people say it.
#[must_use]
pub fn sentence(reason: &Reason) -> String {
    match reason {
        Reason::Superuser => "A superuser has every permission.".to_owned(),
        Reason::Direct => "It was given to the user.".to_owned(),
        Reason::Group(name) => format!("It was given to the group {name}, which the user is in."),
        Reason::Object(name) => format!("It was given on {name} alone."),
        Reason::Inactive => "The account is not active, so nothing that was given counts.".to_owned(),
        Reason::MembershipEnded(name) => {
            format!("The group {name} has it, but the user's membership has ended.")
        }
        Reason::Unknown => "There is no such permission.".to_owned(),
        Reason::NotGranted => "It was given neither to the user nor to a group of theirs.".to_owned(),
    }
}
