//! The members of a group, in a list of users.

use contract::admin::UserQuery;
use entity::{user, user_group};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query},
};

use crate::Error;

/// A group of more than this is a large one.
pub(super) const SMALL_GROUP: u64 = 5000;

/// The group that is asked for.
#[derive(Clone, Copy)]
pub(super) struct Group {
    id: i64,
    /// Has more members than are looked up.
    pub(super) is_large: bool,
}

impl Group {
    /// The one of the query, if any.
    pub(super) async fn of(db: &impl ConnectionTrait, query: &UserQuery) -> Result<Option<Self>, Error> {
        if query.group.is_empty() {
            return Ok(None);
        }
        let id: i64 = query.group.parse().map_err(|_| Error::NotFound)?;
        let is_large = user_group::Entity::find()
            .select_only()
            .column(user_group::Column::GroupId)
            .filter(user_group::Column::GroupId.eq(id))
            .offset(SMALL_GROUP)
            .into_tuple::<i64>()
            .one(db)
            .await?
            .is_some();
        Ok(Some(Self { id, is_large }))
    }

    /// True of its members. Those of a small group are looked up and sorted; of a large one enough are met along the list.
    /// SQLite follows this choice; PostgreSQL's planner decides for itself.
    pub(super) fn has_this_user(self) -> Expr {
        let mut members = Query::select()
            .column(user_group::Column::UserId)
            .from(user_group::Entity)
            .and_where(user_group::Column::GroupId.eq(self.id))
            .to_owned();
        if self.is_large {
            let is_this_user = Expr::col((user_group::Entity, user_group::Column::UserId))
                .equals((user::Entity, user::Column::Id));
            Expr::exists(members.and_where(is_this_user).to_owned())
        } else {
            user::Column::Id.in_subquery(members)
        }
    }
}
