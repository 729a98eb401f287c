//! Many users at once: Django admin's actions, with a page that asks for confirmation.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    admin::{BulkAction, BulkPlan, BulkRow, Skipped},
    field_errors::FieldError,
    viewer::Viewer,
};
use entity::{session, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::sessions::log_out_everywhere;
use crate::{
    Auth, Error,
    audit::{AffectedUser, Change, EventKind},
    authentication::AuthContext,
    authorization::privilege_escalation,
    users,
};

/// Most at once: a page of the list and as many again.
const MAX_USERS: usize = 100;

/// What the form asks for, read: the action, and keys of users without repetition.
pub struct Bulk {
    action: BulkAction,
    ids: BTreeSet<i64>,
}

impl Bulk {
    /// Parses the form.
    ///
    /// # Errors
    /// [`Error::Refused`] for an unknown action, for no user, for too many users, and for a text that is no key.
    pub fn read(action: &str, ids: &[String]) -> Result<Self, Error> {
        let action = BulkAction::parse(action)
            .ok_or_else(|| Error::refused_field("action", FieldError::InvalidChoice))?;
        if ids.is_empty() {
            return Err(Error::refused_field("user", FieldError::Required));
        }
        let ids: Result<BTreeSet<i64>, _> = ids.iter().map(|id| id.parse()).collect();
        match ids {
            Ok(ids) if ids.len() <= MAX_USERS => Ok(Self { action, ids }),
            _ => Err(Error::refused_field("user", FieldError::InvalidChoice)),
        }
    }
}

/// What the action would do, for the page that asks. Users who do not exist any more are left out.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn plan(auth: &Auth, actor: &Viewer, bulk: Bulk) -> Result<BulkPlan, Error> {
    let db = auth.db.reader();
    let now = auth.clock.now();
    let users = user::Entity::find()
        .filter(user::Column::Id.is_in(bulk.ids.iter().copied()))
        .order_by_asc(user::Column::UsernameCanonical)
        .all(db)
        .await?;
    let beyond = privilege_escalation::not_manageable(db, actor, &users, now).await?;
    let sessions: Vec<(i64, i64)> = session::Entity::live(now)
        .select_only()
        .column(session::Column::UserId)
        .column_as(session::Column::IdHash.count(), "sessions")
        .filter(session::Column::UserId.is_in(bulk.ids))
        .group_by(session::Column::UserId)
        .into_tuple()
        .all(db)
        .await?;
    let sessions: BTreeMap<i64, i64> = sessions.into_iter().collect();
    let (chosen, skipped) = sort_out(bulk.action, actor.id, users, &beyond);
    let row = |user: user::Model| BulkRow {
        sessions: sessions
            .get(&user.id)
            .map_or(0, |count| u64::try_from(*count).unwrap_or_default()),
        id: user.id,
        username: user.username,
        last_login: user.last_login,
    };
    Ok(BulkPlan {
        action: bulk.action,
        rows: chosen.into_iter().map(row).collect(),
        skipped: skipped
            .into_iter()
            .map(|(user, why)| (user.username, why))
            .collect(),
        as_of: now,
    })
}

/// Carries the action out, for all of them or for none, and returns their number. The users are checked again: they may have changed
/// since the page asked.
///
/// # Errors
/// [`Error::Refused`] where no active superuser would be left. [`Error::SessionOver`] for an anonymous visitor.
pub async fn carry_out(auth: &Auth, context: &AuthContext, bulk: Bulk) -> Result<usize, Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let transaction = auth.db.begin().await?;
    let ids: Vec<i64> = bulk.ids.iter().copied().collect();
    let users = users::lock_all(&transaction, &ids).await?;
    let beyond = privilege_escalation::not_manageable(&transaction, actor, &users, auth.clock.now()).await?;
    let (chosen, _) = sort_out(bulk.action, actor.id, users, &beyond);
    let ids: Vec<i64> = chosen.iter().map(|user| user.id).collect();
    if !bulk.action.makes_active() {
        users::keep_a_superuser(&transaction, &chosen).await?;
    }
    user::Entity::update_many()
        .col_expr(user::Column::IsActive, bulk.action.makes_active().into())
        .filter(user::Column::Id.is_in(ids.iter().copied()))
        .exec(&transaction)
        .await?;
    log_out_everywhere(&transaction, &ids).await?;
    for user in &chosen {
        let change = Change::of("is_active", user.is_active, bulk.action.makes_active());
        let kind = EventKind::UserChanged {
            changes: change.into_iter().collect(),
        };
        auth.record(&transaction, kind, Some(AffectedUser::from(user)), origin)
            .await?;
    }
    auth.commit(transaction).await?;
    Ok(chosen.len())
}

/// Splits the users into those whom the action changes and those whom it skips, with the reason.
fn sort_out(
    action: BulkAction,
    actor_id: i64,
    users: Vec<user::Model>,
    beyond: &BTreeSet<i64>,
) -> (Vec<user::Model>, Vec<(user::Model, Skipped)>) {
    let (mut chosen, mut skipped) = (Vec::new(), Vec::new());
    for user in users {
        let why = if user.id == actor_id {
            Some(Skipped::Yourself)
        } else if beyond.contains(&user.id) {
            Some(Skipped::MorePrivileged)
        } else if user.is_active != action.makes_active() {
            None
        } else if user.is_active {
            Some(Skipped::AlreadyActive)
        } else {
            Some(Skipped::AlreadyInactive)
        };
        match why {
            Some(why) => skipped.push((user, why)),
            None => chosen.push(user),
        }
    }
    (chosen, skipped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_read_strictly() {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        assert!(Bulk::read("delete", &ids(&["1"])).is_err());
        assert!(Bulk::read("activate", &[]).is_err());
        assert!(Bulk::read("activate", &ids(&["1", "x"])).is_err());
        let many: Vec<String> = (0..=MAX_USERS).map(|id| id.to_string()).collect();
        assert!(Bulk::read("activate", &many).is_err());
        let bulk = Bulk::read("deactivate", &ids(&["2", "1", "2"])).expect("read");
        assert_eq!((bulk.action, bulk.ids), (BulkAction::Deactivate, [1, 2].into()));
    }
}
