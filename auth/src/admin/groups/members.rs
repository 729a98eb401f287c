//! The members of a group, and the end of each membership.

use contract::field_errors::FieldError;
use entity::{user, user_group};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use time::{Date, OffsetDateTime};

use super::{find, require_can_grant};
use crate::{
    Auth, Error,
    accounts::profile,
    audit::{AffectedUser, Change, EventKind, Origin},
    authentication::AuthContext,
    authorization::privilege_escalation,
    users,
};

/// Puts a user into a group: for good, or until the end of a day (UTC) where one is given. A user who is a member already
/// gets the new end.
///
/// # Errors
/// [`Error::Refused`] for a user who does not exist and a day that is over. [`Error::Forbidden`] where the group or the user is out of
/// the actor's reach. [`Error::NotFound`] where there is no such group.
pub async fn add_member(
    auth: &Auth,
    context: &AuthContext,
    group_id: i64,
    username: &str,
    until: &str,
) -> Result<(), Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    if username.trim().is_empty() {
        return Err(Error::refused_field("user", FieldError::Required));
    }
    let expires_at = end_of(until, auth.clock.now())?;
    let transaction = auth.db.begin().await?;
    let group = find(&transaction, group_id).await?;
    require_can_grant(&transaction, actor, &group).await?;
    let no_such_user = || Error::refused_field("user", FieldError::NoSuchUser);
    let user = users::by_username(&transaction, username.trim()).await?;
    let user = users::lock(&transaction, user.ok_or_else(no_such_user)?.id)
        .await?
        .ok_or_else(no_such_user)?;
    privilege_escalation::require_no_higher_role(&transaction, actor, &user, auth.clock.now()).await?;
    let before = user_group::Entity::find_by_id((user.id, group_id))
        .one(&transaction)
        .await?;
    let membership = user_group::ActiveModel {
        user_id: Set(user.id),
        group_id: Set(group_id),
        expires_at: Set(expires_at),
    };
    let known = OnConflict::columns([user_group::Column::UserId, user_group::Column::GroupId])
        .update_column(user_group::Column::ExpiresAt)
        .to_owned();
    user_group::Entity::insert(membership)
        .on_conflict(known)
        .exec_without_returning(&transaction)
        .await?;
    let now = auth.clock.now();
    let last = expires_at.map(last_day);
    let change = match before {
        // One that has ended gives nothing any more: it is given anew.
        Some(row) if row.expires_at.is_none_or(|end| end > now) => Change::LastDay {
            group: group.name,
            before: row.expires_at.map(last_day),
            after: last,
        },
        _ => Change::Grants {
            field: "groups",
            added: vec![group.name],
            removed: Vec::new(),
            last_day: last,
        },
    };
    record_change(auth, transaction, &user, origin, change).await
}

/// Takes a user out of a group, whether or not the membership has ended.
///
/// # Errors
/// [`Error::Forbidden`] where the group or the user is out of the actor's reach. [`Error::NotFound`] where there is no such
/// membership.
pub async fn remove_member(
    auth: &Auth,
    context: &AuthContext,
    group_id: i64,
    user_id: i64,
) -> Result<(), Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let transaction = auth.db.begin().await?;
    let group = find(&transaction, group_id).await?;
    require_can_grant(&transaction, actor, &group).await?;
    let user = users::lock(&transaction, user_id).await?.ok_or(Error::NotFound)?;
    privilege_escalation::require_no_higher_role(&transaction, actor, &user, auth.clock.now()).await?;
    let removed = user_group::Entity::delete_many()
        .filter(user_group::Column::UserId.eq(user_id))
        .filter(user_group::Column::GroupId.eq(group_id))
        .exec(&transaction)
        .await?;
    if removed.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    let change = Change::Grants {
        field: "groups",
        added: Vec::new(),
        removed: vec![group.name],
        last_day: None,
    };
    record_change(auth, transaction, &user, origin, change).await
}

async fn record_change(
    auth: &Auth,
    transaction: DatabaseTransaction,
    user: &user::Model,
    origin: &Origin,
    change: Change,
) -> Result<(), Error> {
    let kind = EventKind::UserChanged {
        changes: vec![change],
    };
    auth.record(&transaction, kind, Some(AffectedUser::from(user)), origin)
        .await?;
    auth.commit(transaction).await
}

/// The moment after the day; `None` for no day. One that is over is refused.
fn end_of(day: &str, now: OffsetDateTime) -> Result<Option<OffsetDateTime>, Error> {
    if day.trim().is_empty() {
        return Ok(None);
    }
    Date::parse(day.trim(), profile::DATE_FORMAT)
        .ok()
        .filter(|day| *day >= now.date())
        .and_then(Date::next_day)
        .map(|next| Some(next.midnight().assume_utc()))
        .ok_or_else(|| Error::refused_field("until", FieldError::DayIsOver))
}

/// The last day of a membership that ends at this moment.
pub(super) fn last_day(expires_at: OffsetDateTime) -> Date {
    (expires_at - time::Duration::NANOSECOND).date()
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn a_membership_ends_with_its_last_day() {
        let now = datetime!(2026-11-20 15:30 UTC);
        let end = |day| end_of(day, now).ok();
        assert_eq!(end(" "), Some(None));
        assert_eq!(end("2026-11-20"), Some(Some(datetime!(2026-11-21 0:00 UTC))));
        assert_eq!(end("2026-11-19"), None, "it is over");
        assert_eq!(end("9999-12-31"), None, "there is no day after it");
        assert_eq!(end("20.11.2026"), None);
        assert_eq!(last_day(datetime!(2026-11-21 0:00 UTC)), date!(2026 - 11 - 20));
    }
}
