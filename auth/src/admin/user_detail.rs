//! One user, for the admin's form: as they are, and what the actor may give and take.

use std::collections::BTreeSet;

use contract::{
    admin::{Choice, Dependents, UserDetail},
    permission,
    viewer::Viewer,
};
use entity::{permission as row, session};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::authorization::privilege_escalation;
use crate::{Auth, Error, accounts::profile, passwords, social::connections, users};

/// The user of this key.
///
/// # Errors
/// [`Error::NotFound`] where there is no such user.
pub async fn detail(auth: &Auth, actor: &Viewer, user_id: i64) -> Result<UserDetail, Error> {
    let (db, now) = (auth.db.reader(), auth.clock.now());
    let user = users::by_id(auth, user_id).await?;
    let in_reach = privilege_escalation::protect_superusers(actor, &user).is_ok();
    let may_change = in_reach && actor.has_perm(permission::user::CHANGE);
    let may_grant = may_change && !privilege_escalation::has_higher_role(db, actor, &user, now).await?;
    let groups = privilege_escalation::groups_of(db, user_id, now).await?;
    let held = privilege_escalation::permissions_of(db, user_id).await?;
    // As in Django, a user who may end them may see them.
    let may_view_sessions = actor.has_any_perm(&[permission::session::VIEW, permission::session::DELETE]);
    let sessions = if may_view_sessions {
        let live = session::Entity::live(now).filter(session::Column::UserId.eq(user_id));
        live.count(db).await?
    } else {
        0
    };
    let may_change_identity = may_change && privilege_escalation::can_manage(db, actor, &user, now).await?;
    Ok(UserDetail {
        id: user.id,
        groups: group_choices(db, actor, may_grant, &groups).await?,
        permissions: permission_choices(db, actor, may_grant, &held).await?,
        has_password: passwords::is_usable(&user.password.0),
        connections: connections::list(auth, user_id).await?.rows,
        email_is_confirmed: user.email_confirmed_at.is_some(),
        sessions,
        may_view_sessions,
        may_end_sessions: may_change_identity && actor.has_perm(permission::session::DELETE),
        is_active: user.is_active,
        is_staff: user.is_staff,
        is_superuser: user.is_superuser,
        date_joined: user.date_joined,
        last_login: user.last_login,
        as_of: now,
        is_own: user_id == actor.id,
        may_change,
        may_change_identity,
        may_change_flags: may_change && actor.is_superuser,
        may_delete: in_reach
            && actor.has_perm(permission::user::DELETE)
            && privilege_escalation::can_manage(db, actor, &user, now).await?,
        profile: profile::of(&user),
        username: user.username,
        email: user.email,
    })
}

/// Every group, with a mark on those that are chosen and on those that the actor may not grant.
pub(super) async fn group_choices(
    db: &impl ConnectionTrait,
    actor: &Viewer,
    may_change: bool,
    chosen: &BTreeSet<i64>,
) -> Result<Vec<Choice>, Error> {
    let groups = privilege_escalation::groups(db).await?;
    Ok(groups
        .into_iter()
        .map(|((id, name), permissions)| {
            let count = permissions.len();
            let plural = if count == 1 { "" } else { "s" };
            Choice {
                value: id.to_string(),
                note: format!("{count} permission{plural}"),
                section: (String::new(), String::new()),
                is_chosen: chosen.contains(&id),
                is_locked: !(may_change && privilege_escalation::may_grant_group(actor, &name, &permissions)),
                label: name,
            }
        })
        .collect())
}

/// Every permission, in Django's order: app label, model, codename.
pub(super) async fn permission_choices(
    db: &impl ConnectionTrait,
    actor: &Viewer,
    may_change: bool,
    chosen: &BTreeSet<i64>,
) -> Result<Vec<Choice>, Error> {
    let rows = row::Entity::find()
        .order_by_asc(row::Column::AppLabel)
        .order_by_asc(row::Column::Model)
        .order_by_asc(row::Column::Codename)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let value = row.full_name();
            Choice {
                is_locked: !(may_change && privilege_escalation::may_grant(actor, &value)),
                is_chosen: chosen.contains(&row.id),
                value,
                label: row.name,
                note: String::new(),
                section: (row.app_label, row.model),
            }
        })
        .collect())
}

/// What goes with a user: Django's list before a deletion. A domain adds its own.
///
/// # Errors
/// [`Error::Forbidden`] where the actor may not manage this user; [`Error::NotFound`] where there is no such user.
pub async fn dependents(auth: &Auth, actor: &Viewer, user_id: i64) -> Result<Dependents, Error> {
    let (db, now) = (auth.db.reader(), auth.clock.now());
    let user = users::by_id(auth, user_id).await?;
    privilege_escalation::require_can_manage(db, actor, &user, now).await?;
    let sessions = session::Entity::find()
        .filter(session::Column::UserId.eq(user_id))
        .count(db)
        .await?;
    Ok(Dependents {
        id: user.id,
        username: user.username,
        counts: vec![("sessions".to_owned(), sessions)],
    })
}
