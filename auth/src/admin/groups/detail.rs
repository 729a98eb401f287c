//! One group, and one that is to be made.

use std::collections::BTreeSet;

use super::{can_grant, held, is_role_group, members::last_day};
use contract::{
    admin::{GroupDetail, Member},
    permission,
    viewer::Viewer,
};
use entity::{group, user, user_group};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::{Auth, Error, admin::user_detail::permission_choices};

/// Most members that the page names; it counts the others.
const MEMBERS_SHOWN: u64 = 50;

/// One group with its members and what can be given to it.
///
/// # Errors
/// [`Error::NotFound`] where there is no such group.
pub async fn detail(auth: &Auth, actor: &Viewer, id: i64) -> Result<GroupDetail, Error> {
    let db = auth.db.reader();
    let group = group::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let chosen = held(db, id).await?;
    let may_change = actor.has_perm(permission::group::CHANGE);
    let now = auth.clock.now();
    let rows: Vec<(i64, String, Option<OffsetDateTime>)> = user_group::Entity::find()
        .select_only()
        .column(user_group::Column::UserId)
        .column(user::Column::Username)
        .column(user_group::Column::ExpiresAt)
        .inner_join(user::Entity)
        .filter(user_group::Column::GroupId.eq(id))
        .order_by_asc(user::Column::UsernameCanonical)
        .limit(MEMBERS_SHOWN)
        .into_tuple()
        .all(db)
        .await?;
    let members = rows
        .into_iter()
        .map(|(id, username, expires_at)| Member {
            id,
            username,
            until: expires_at.map(last_day),
            has_ended: expires_at.is_some_and(|end| end <= now),
        })
        .collect();
    let member_count = user_group::Entity::find()
        .filter(user_group::Column::GroupId.eq(id))
        .filter(user_group::is_live(now))
        .count(db)
        .await?;
    Ok(GroupDetail {
        id,
        name: group.name.clone(),
        permissions: permission_choices(db, actor, may_change, &chosen).await?,
        members,
        member_count,
        may_change,
        may_change_members: actor.has_perm(permission::user::CHANGE) && can_grant(db, actor, &group).await?,
        may_delete: actor.has_perm(permission::group::DELETE),
        gives_role: is_role_group(&group),
    })
}

/// A group that is to be made, with the permissions of another where it is to be a copy.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
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
        may_change_members: false,
        may_delete: false,
        gives_role: false,
    })
}
