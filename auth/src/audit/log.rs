//! The audit log: every event with its actor, its user, its time and its origin (ASVS 16.2.1, 16.3). The database refuses to change or
//! delete an entry.

use entity::audit_entry;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::{Error, audit::Event};

/// Appends an entry, in the transaction of the event, and writes a line into the server's log.
pub(crate) async fn append(db: &impl ConnectionTrait, event: &Event) -> Result<(), Error> {
    let affected = event.affected.as_ref();
    let mut details = event.kind.details();
    // An id says nothing once the account is gone.
    if let (Some(details), Some(affected)) = (details.as_object_mut(), affected) {
        details.insert("username".into(), affected.username.clone().into());
    }
    audit_entry::Entity::insert(audit_entry::ActiveModel {
        created_at: Set(event.at),
        event: Set(event.kind.code().to_owned()),
        actor_id: Set(event.origin.actor_id),
        impersonated_id: Set(event.origin.impersonated_id),
        credential: Set(event.origin.credential.map(|kind| kind.code().to_owned())),
        user_id: Set(affected.map(|affected| affected.id)),
        ip_address: Set(event.origin.client.ip_address.clone()),
        user_agent: Set(event.origin.client.stored_user_agent()),
        details: Set(details.to_string()),
        ..Default::default()
    })
    .exec_without_returning(db)
    .await?;
    let (code, user_id, actor_id) = (
        event.kind.code(),
        affected.map(|affected| affected.id),
        event.origin.actor_id,
    );
    if event.kind.is_failure() {
        tracing::warn!(event = code, user_id, actor_id, details = %event.kind.details_for_log());
    } else {
        tracing::info!(event = code, user_id, actor_id, details = %event.kind.details_for_log());
    }
    Ok(())
}
