//! Projects are started, changed and deleted.

use auth::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind},
    authorization::permissions,
    text,
};
use contract::{
    field_errors::{FieldError, FieldErrors},
    viewer::Viewer,
};
use entity::user;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::{
    ProjectAction,
    access::lock,
    forms::{DESCRIPTION_MAX, Draft, PROJECT_NAME_MAX},
};
use crate::{
    entity::project::{self, ActiveModel, Entity},
    permission::project::ADD,
};

impl Draft {
    /// Without white space around it.
    fn stripped(&self) -> Self {
        Self {
            name: self.name.trim().to_owned(),
            description: self.description.trim().to_owned(),
        }
    }

    fn errors(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if self.name.is_empty() {
            errors.add("name", FieldError::Required);
        }
        for (field, text, max) in [
            ("name", &self.name, PROJECT_NAME_MAX),
            ("description", &self.description, DESCRIPTION_MAX),
        ] {
            if text.chars().count() > max {
                errors.add(field, FieldError::TooLong { max });
            }
        }
        if let Err(error) = text::check_line(&self.name) {
            errors.add("name", error);
        }
        if let Err(error) = text::check_lines(&self.description) {
            errors.add("description", error);
        }
        errors
    }
}

/// Starts a project of the viewer's own and returns its key. The viewer needs `projects.add_project`, at the moment when it is made.
pub async fn add(auth: &Auth, origin: &Origin, viewer: &Viewer, draft: &Draft) -> Result<i64, Error> {
    let draft = draft.stripped();
    draft.errors().into_result()?;
    let transaction = auth.db.begin().await?;
    permissions::require(&transaction, viewer.id, ADD, auth.clock.now()).await?;
    let project: project::Model = ActiveModel {
        owner_id: Set(viewer.id),
        name: Set(draft.name),
        description: Set(draft.description),
        created_at: Set(auth.clock.now()),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    let owner = person(&transaction, viewer.id).await?;
    let kind = event("project_created", project.id.to_string());
    auth.record(&transaction, kind, owner, origin).await?;
    transaction.commit().await?;
    Ok(project.id)
}

/// Changes name and description. `version` is the one that was on the page: of two users who edit at the same time the later one is
/// told, and the other's changes stay. A script that leaves it out (empty) means whatever is there.
pub async fn change(
    auth: &Auth,
    origin: &Origin,
    viewer: &Viewer,
    id: i64,
    (draft, version): (&Draft, &str),
) -> Result<(), Error> {
    let draft = draft.stripped();
    let transaction = auth.db.begin().await?;
    let now = lock(auth, &transaction, viewer, id, ProjectAction::Change).await?;
    let is_as_typed = now.project.name == draft.name && now.description == draft.description;
    // The second click of a hurried user finds what the first one wrote.
    if is_as_typed {
        return Ok(());
    }
    let mut errors = draft.errors();
    if !version.is_empty() && version != now.version.to_string() {
        errors.form.push(FieldError::ChangedMeanwhile);
    }
    errors.into_result()?;
    ActiveModel {
        id: Set(id),
        name: Set(draft.name),
        description: Set(draft.description),
        version: Set(now.version + 1),
        ..Default::default()
    }
    .update(&transaction)
    .await?;
    let owner = person(&transaction, now.project.owner_id).await?;
    auth.record(
        &transaction,
        event("project_changed", id.to_string()),
        owner,
        origin,
    )
    .await?;
    Ok(transaction.commit().await?)
}

/// Deletes a project, and with it everybody's access to it.
pub async fn delete(auth: &Auth, origin: &Origin, viewer: &Viewer, id: i64) -> Result<(), Error> {
    let transaction = auth.db.begin().await?;
    let found = lock(auth, &transaction, viewer, id, ProjectAction::Delete).await?;
    Entity::delete_by_id(id).exec(&transaction).await?;
    let owner = person(&transaction, found.project.owner_id).await?;
    auth.record(
        &transaction,
        event("project_deleted", id.to_string()),
        owner,
        origin,
    )
    .await?;
    Ok(transaction.commit().await?)
}

/// Something happened to a project.
pub(super) fn event(code: &'static str, object: String) -> EventKind {
    EventKind::Domain { code, object }
}

/// Whose project it is, for the log.
async fn person(db: &impl ConnectionTrait, owner_id: i64) -> Result<Option<AffectedUser>, Error> {
    let owner = user::Entity::find_by_id(owner_id).one(db).await?;
    Ok(owner.as_ref().map(AffectedUser::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(name: &str, description: &str) -> Draft {
        Draft {
            name: name.to_owned(),
            description: description.to_owned(),
        }
    }

    #[test]
    fn a_project_has_a_name_and_perhaps_a_description() {
        let long = "ä".repeat(PROJECT_NAME_MAX + 1);
        let novel = "ä".repeat(DESCRIPTION_MAX + 1);
        for (name, description, wrong) in [
            (" Bridge ", "", &[][..]),
            ("  ", "Text", &["name"]),
            (&long, "", &["name"]),
            ("Bridge", &novel, &["description"]),
            ("", &novel, &["description", "name"]),
        ] {
            let errors = draft(name, description).stripped().errors();
            assert_eq!(errors.fields.keys().collect::<Vec<_>>(), wrong);
        }
    }
}
