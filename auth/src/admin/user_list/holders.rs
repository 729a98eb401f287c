//! The holders of a permission, in a list of users.

use contract::{admin::UserQuery, permission::split};
use entity::{group_permission, permission, user, user_group, user_permission};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query, SelectStatement, UnionType},
};
use time::OffsetDateTime;

use super::{of_group::SMALL_GROUP, search::nobody};
use crate::Error;

/// The permission that is asked for.
#[derive(Clone, Copy)]
pub(super) struct Holders {
    /// `None` for a permission that does not exist: the list is empty then.
    id: Option<i64>,
    now: OffsetDateTime,
    /// More hold it than are looked up.
    pub(super) is_large: bool,
}

impl Holders {
    /// Those of the query's permission, if it names one.
    pub(super) async fn of(
        db: &impl ConnectionTrait,
        query: &UserQuery,
        now: OffsetDateTime,
    ) -> Result<Option<Self>, Error> {
        if query.permission.is_empty() {
            return Ok(None);
        }
        let id = match split(&query.permission) {
            Ok((app_label, codename)) => {
                let found = permission::Entity::find()
                    .select_only()
                    .column(permission::Column::Id)
                    .filter(permission::Column::AppLabel.eq(app_label))
                    .filter(permission::Column::Codename.eq(codename));
                found.into_tuple::<i64>().one(db).await?
            }
            Err(_) => None,
        };
        let is_large = match id {
            Some(id) => is_large(db, id).await?,
            None => false,
        };
        Ok(Some(Self { id, now, is_large }))
    }

    /// True of an active user who holds the permission directly, through a group, or as a superuser. Few are looked up and sorted; of
    /// many enough are met along the list.
    pub(super) fn have_this_user(self) -> Condition {
        let Some(id) = self.id else {
            return Condition::all().add(user::Column::Id.in_subquery(nobody()));
        };
        let holders = if self.is_large {
            let this_user = (user::Entity, user::Column::Id);
            let mut direct = direct(id);
            let holder = Expr::col((user_permission::Entity, user_permission::Column::UserId));
            direct.and_where(holder.equals(this_user));
            let mut members = self.members(id);
            let member = Expr::col((user_group::Entity, user_group::Column::UserId));
            members.and_where(member.equals(this_user));
            Condition::any()
                .add(Expr::exists(direct))
                .add(Expr::exists(members))
                .add(user::Column::IsSuperuser.eq(true))
        } else {
            // One after the other, and not "this or that": for an "or" PostgreSQL reads every row.
            let mut all = direct(id);
            all.union(UnionType::Distinct, self.members(id));
            all.union(UnionType::Distinct, superusers());
            Condition::all().add(user::Column::Id.in_subquery(all))
        };
        Condition::all().add(user::Column::IsActive.eq(true)).add(holders)
    }

    /// Keys of the users who are now in a group that gives it.
    fn members(self, id: i64) -> SelectStatement {
        Query::select()
            .column((user_group::Entity, user_group::Column::UserId))
            .from(user_group::Entity)
            .and_where(user_group::Column::GroupId.in_subquery(groups(id)))
            .cond_where(user_group::is_live(self.now))
            .to_owned()
    }
}

/// Have more than [`SMALL_GROUP`] users been given it, by either path?
async fn is_large(db: &impl ConnectionTrait, id: i64) -> Result<bool, Error> {
    let direct = user_permission::Entity::find()
        .select_only()
        .column(user_permission::Column::UserId)
        .filter(user_permission::Column::PermissionId.eq(id))
        .offset(SMALL_GROUP)
        .into_tuple::<i64>()
        .one(db)
        .await?;
    if direct.is_some() {
        return Ok(true);
    }
    let member = user_group::Entity::find()
        .select_only()
        .column(user_group::Column::UserId)
        .filter(user_group::Column::GroupId.in_subquery(groups(id)))
        .offset(SMALL_GROUP)
        .into_tuple::<i64>()
        .one(db)
        .await?;
    Ok(member.is_some())
}

/// Keys of the groups that give it.
fn groups(id: i64) -> SelectStatement {
    Query::select()
        .column(group_permission::Column::GroupId)
        .from(group_permission::Entity)
        .and_where(group_permission::Column::PermissionId.eq(id))
        .to_owned()
}

/// Keys of those to whom it was given directly.
fn direct(id: i64) -> SelectStatement {
    Query::select()
        .column((user_permission::Entity, user_permission::Column::UserId))
        .from(user_permission::Entity)
        .and_where(user_permission::Column::PermissionId.eq(id))
        .to_owned()
}

/// Keys of those who hold every permission.
fn superusers() -> SelectStatement {
    Query::select()
        .column((user::Entity, user::Column::Id))
        .from(user::Entity)
        .and_where(user::Column::IsSuperuser.eq(true))
        .to_owned()
}
