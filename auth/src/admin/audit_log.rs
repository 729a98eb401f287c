//! Lists of audit log entries, newest first. Keyset pagination, fifty entries per page.

use std::collections::BTreeMap;

use contract::admin::{AuditList, AuditRow};
use entity::{audit_entry, user};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use serde_json::{Map, Value};

use self::sentences::sentences;
use super::user_list::PAGE;
use crate::{Auth, Error, user_agent, users};

mod sentences;

#[derive(FromQueryResult)]
struct Named {
    event: String,
}

/// A page of entries, optionally of one event and of one user: the actor, the user who was impersonated, or the user whom the entry is
/// about. `before` is the key of the last entry of the previous page. An empty argument is ignored.
///
/// # Errors
/// [`Error::NotFound`] if `before` is not a number.
pub async fn list(auth: &Auth, event: &str, username: &str, before: &str) -> Result<AuditList, Error> {
    let db = auth.db.reader();
    let mut select = audit_entry::Entity::find()
        .order_by_desc(audit_entry::Column::Id)
        .limit(PAGE + 1);
    if !event.is_empty() {
        select = select.filter(audit_entry::Column::Event.eq(event));
    }
    if !username.is_empty() {
        // No user has the key 0, so an unknown username matches no entry.
        let id = users::by_username(db, username).await?.map_or(0, |user| user.id);
        select = select.filter(
            Condition::any()
                .add(audit_entry::Column::UserId.eq(id))
                .add(audit_entry::Column::ActorId.eq(id))
                .add(audit_entry::Column::ImpersonatedId.eq(id)),
        );
    }
    if !before.is_empty() {
        let before: i64 = before.parse().map_err(|_| Error::NotFound)?;
        select = select.filter(audit_entry::Column::Id.lt(before));
    }
    let mut entries = select.all(db).await?;
    let has_more = entries.len() as u64 > PAGE;
    entries.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = entries.last().filter(|_| has_more).map(|entry| entry.id);
    let names = names(db, &entries).await?;
    Ok(AuditList {
        event: event.to_owned(),
        user: username.to_owned(),
        next,
        events: events(db).await?,
        rows: entries.into_iter().map(|entry| row(entry, &names)).collect(),
        as_of: auth.clock.now(),
    })
}

/// The latest entries, of all events and users.
///
/// # Errors
/// [`Error::Unavailable`] if the database cannot be reached.
pub async fn latest(auth: &Auth, limit: u64) -> Result<Vec<AuditRow>, Error> {
    let db = auth.db.reader();
    let entries = audit_entry::Entity::find()
        .order_by_desc(audit_entry::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    let names = names(db, &entries).await?;
    Ok(entries.into_iter().map(|entry| row(entry, &names)).collect())
}

/// The names of all events in the log. Each one takes one index lookup, so the log is not scanned.
async fn events(db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
    let sql = "WITH RECURSIVE seen AS (SELECT MIN(event) AS event FROM audit_log UNION ALL \
               SELECT (SELECT MIN(event) FROM audit_log WHERE event > seen.event) FROM seen WHERE seen.event IS NOT NULL) \
               SELECT event FROM seen WHERE event IS NOT NULL";
    let rows = Named::find_by_statement(Statement::from_string(db.get_database_backend(), sql))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.event).collect())
}

/// The usernames of all users in these entries, in one query.
async fn names(
    db: &impl ConnectionTrait,
    entries: &[audit_entry::Model],
) -> Result<BTreeMap<i64, String>, Error> {
    let ids = entries
        .iter()
        .flat_map(|entry| [entry.actor_id, entry.impersonated_id, entry.user_id])
        .flatten();
    let found: Vec<(i64, String)> = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::Username])
        .filter(user::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

fn row(entry: audit_entry::Model, names: &BTreeMap<i64, String>) -> AuditRow {
    let details: Map<String, Value> = serde_json::from_str(&entry.details).unwrap_or_default();
    let once = details.get("username").and_then(Value::as_str).map(str::to_owned);
    let name = |id: Option<i64>, otherwise: Option<String>| match id {
        Some(id) => names
            .get(&id)
            .cloned()
            .or(otherwise)
            .unwrap_or_else(|| format!("user {id}")),
        None => String::new(),
    };
    let mut actor = name(entry.actor_id, None);
    if entry.impersonated_id.is_some() {
        actor = format!("{actor} as {}", name(entry.impersonated_id, None));
    }
    let user_agent = entry.user_agent.unwrap_or_default();
    AuditRow {
        id: entry.id,
        at: entry.created_at,
        event: entry.event,
        actor,
        user: name(entry.user_id, once),
        ip_address: entry.ip_address.unwrap_or_default(),
        device: if user_agent.is_empty() {
            String::new()
        } else {
            user_agent::describe(&user_agent)
        },
        details: sentences(&details),
    }
}
