//! Permissions that are made at run time: no code declares them, and `permissions prune` leaves them alone.
//!
//! They are asked for by name: `Viewer::has_perm_named`, or `permissions::has_perm`.

use contract::{
    admin::PermissionDetail,
    field_errors::{FieldError, FieldErrors},
    forms::{AddPermission, MAX_PERMISSION_LABEL_LENGTH, MAX_PERMISSION_PART_LENGTH},
};
use entity::{group, group_permission, permission, user_permission};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::{
    Auth, Error, audit::EventKind, authentication::AuthContext, authorization::privilege_escalation,
    error::violated_unique, python_str, text,
};

/// Makes a permission that nobody holds but superusers. Its full name, `app_label.codename`, must be new: checks go by it.
///
/// # Errors
/// [`Error::Refused`] for what is wrong, by field.
pub async fn add(auth: &Auth, context: &AuthContext, form: AddPermission) -> Result<(), Error> {
    let origin = &context.origin();
    let mut errors = FieldErrors::default();
    let mut part = |field: &str, value: &str| {
        let value = python_str::strip(value);
        if value.is_empty() {
            errors.add(field, FieldError::Required);
        } else if !is_identifier(value) {
            errors.add(field, FieldError::InvalidIdentifier);
        }
        value.to_owned()
    };
    let app_label = part("app_label", &form.app_label);
    let model = part("model", &form.model);
    let codename = part("codename", &form.codename);
    let name = python_str::strip(&form.name).to_owned();
    if name.is_empty() {
        errors.add("name", FieldError::Required);
    } else if name.chars().count() > MAX_PERMISSION_LABEL_LENGTH {
        errors.add(
            "name",
            FieldError::TooLong {
                max: MAX_PERMISSION_LABEL_LENGTH,
            },
        );
    } else if let Err(error) = text::check_line(&name) {
        errors.add("name", error);
    }
    errors.into_result()?;

    let permission = format!("{app_label}.{codename}");
    if auth.permissions.contains(&permission) {
        return Err(Error::refused_field("codename", FieldError::PermissionTaken));
    }
    let kind = EventKind::PermissionCreated { permission };
    let transaction = auth.db.begin().await?;
    permission::ActiveModel {
        app_label: Set(app_label),
        model: Set(model),
        codename: Set(codename),
        name: Set(name),
        is_custom: Set(true),
        ..Default::default()
    }
    .insert(&transaction)
    .await
    .map_err(taken)?;
    auth.record(&transaction, kind, None, origin).await?;
    auth.commit(transaction).await
}

/// What goes with a permission that was made at run time; one that code declares does not exist here.
///
/// # Errors
/// [`Error::NotFound`] where there is no such permission, or code declares it.
pub async fn detail(auth: &Auth, id: i64) -> Result<PermissionDetail, Error> {
    let db = auth.db.reader();
    let row = permission::Entity::find_by_id(id)
        .filter(permission::Column::IsCustom.eq(true))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let users = user_permission::Entity::find()
        .filter(user_permission::Column::PermissionId.eq(id))
        .count(db)
        .await?;
    let groups = group_permission::Entity::find()
        .filter(group_permission::Column::PermissionId.eq(id))
        .count(db)
        .await?;
    Ok(PermissionDetail {
        id,
        name: row.full_name(),
        label: row.name,
        users,
        groups,
    })
}

/// Deletes a permission that was made at run time, and every grant of it. The actor has to hold it, because it is taken from others.
///
/// # Errors
/// [`Error::Forbidden`] for a permission that the actor does not hold. [`Error::NotFound`] where there is no such permission, or code
/// declares it.
pub async fn delete(auth: &Auth, context: &AuthContext, id: i64) -> Result<(), Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let transaction = auth.db.begin().await?;
    let row = permission::Entity::find_by_id(id)
        .filter(permission::Column::IsCustom.eq(true))
        .lock_exclusive()
        .one(&transaction)
        .await?
        .ok_or(Error::NotFound)?;
    let name = row.full_name();
    if !privilege_escalation::may_grant(actor, &name) {
        return Err(Error::Forbidden("a permission that the actor does not hold"));
    }
    let users = user_permission::Entity::find()
        .filter(user_permission::Column::PermissionId.eq(id))
        .count(&transaction)
        .await?;
    let groups: Vec<String> = group_permission::Entity::find()
        .select_only()
        .column(group::Column::Name)
        .inner_join(group::Entity)
        .filter(group_permission::Column::PermissionId.eq(id))
        .order_by_asc(group::Column::Name)
        .into_tuple()
        .all(&transaction)
        .await?;
    permission::Entity::delete_by_id(id).exec(&transaction).await?;
    let kind = EventKind::PermissionDeleted {
        permission: name,
        users,
        groups,
    };
    auth.record(&transaction, kind, None, origin).await?;
    auth.commit(transaction).await
}

/// A name as code writes it: a lower-case letter, then lower-case letters, digits and underscores.
fn is_identifier(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.len() <= MAX_PERMISSION_PART_LENGTH
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(is_part)
}

fn taken(error: DbErr) -> Error {
    // Both unique indexes of the table are about its name.
    match violated_unique(&error, &["permissions"]) {
        Some(_) => Error::refused_field("codename", FieldError::PermissionTaken),
        None => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_code_writes_them() {
        for good in ["a", "publish_article", "v2"] {
            assert!(is_identifier(good), "{good}");
        }
        for bad in ["", "A", "2fa", "_x", "a.b", "a b", "ä", "a\u{200b}"] {
            assert!(!is_identifier(bad), "{bad:?}");
        }
        assert!(!is_identifier(&"a".repeat(101)));
    }
}
