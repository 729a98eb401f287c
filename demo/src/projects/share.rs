//! Share a project with users and groups, and revoke their access.

use auth::{
    Auth, Error, Origin, audit::AffectedUser, authorization::object_permissions::Holder, users::username,
};
use contract::{
    field_errors::{FieldError, FieldErrors},
    permission::Permission,
    viewer::Viewer,
};
use entity::{group, user};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::{
    KIND, ProjectAction,
    access::{lock, require},
    edit::event,
    errors::{already_owner, user_or_group},
    forms::Grant,
    shareable,
};

/// The user or group that the form names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named<'a> {
    User(&'a str),
    Group(&'a str),
}

impl Grant {
    fn named(&self) -> Result<Named<'_>, FieldError> {
        match (self.user.trim(), self.group.trim()) {
            (user, "") if !user.is_empty() => Ok(Named::User(user)),
            ("", group) if !group.is_empty() => Ok(Named::Group(group)),
            _ => Err(user_or_group()),
        }
    }
}

/// The holder and the permission that the form names, or all its errors.
fn read(grant: &Grant) -> Result<(Named<'_>, Permission), FieldErrors> {
    let mut errors = FieldErrors::default();
    let named = grant.named().map_err(|error| errors.form.push(error)).ok();
    let found = shareable(&grant.permission);
    if found.is_none() {
        let error = if grant.permission.is_empty() {
            FieldError::Required
        } else {
            FieldError::InvalidChoice
        };
        errors.add("permission", error);
    }
    named.zip(found).ok_or(errors)
}

/// A user or a group that exists.
struct Found {
    holder: Holder,
    person: Option<AffectedUser>,
    name: String,
    is_active: bool,
}

impl Found {
    /// The object of the audit log entry.
    fn object(&self, id: i64, permission: Permission) -> String {
        let kind = match self.holder {
            Holder::User(_) => "user",
            Holder::Group(_) => "group",
        };
        format!("{id}: {} for the {kind} {}", permission.name(), self.name)
    }
}

/// Grants a user or a group a permission on one project. Sharing it a second time has no effect.
///
/// The result tells the viewer whether a username exists and can log in; sign-up tells any visitor whether it exists. An inactive account is
/// treated as one that does not exist.
pub async fn share(
    auth: &Auth,
    origin: &Origin,
    viewer: &Viewer,
    id: i64,
    grant: &Grant,
) -> Result<(), Error> {
    // Checked first, so that a viewer who may not share the project learns nothing about names.
    require(auth, auth.db.reader(), viewer, id, ProjectAction::Share).await?;
    let (named, permission) = read(grant)?;
    let transaction = auth.db.begin().await?;
    let Some(to) = find(&transaction, named).await?.filter(|to| to.is_active) else {
        return Err(unknown(named));
    };
    let project = lock(auth, &transaction, viewer, id, ProjectAction::Share)
        .await?
        .project;
    if to.holder == Holder::User(project.owner_id) {
        return Err(Error::refused_field("user", already_owner()));
    }
    if KIND.grant(&transaction, id, to.holder, permission).await? {
        let kind = event("project_shared", to.object(id, permission));
        auth.record(&transaction, kind, to.person, origin).await?;
    }
    Ok(transaction.commit().await?)
}

/// Revokes a permission on one project. Revoking it a second time has no effect.
pub async fn revoke(
    auth: &Auth,
    origin: &Origin,
    viewer: &Viewer,
    id: i64,
    grant: &Grant,
) -> Result<(), Error> {
    require(auth, auth.db.reader(), viewer, id, ProjectAction::Share).await?;
    let (named, permission) = read(grant)?;
    let transaction = auth.db.begin().await?;
    let from = find(&transaction, named).await?;
    lock(auth, &transaction, viewer, id, ProjectAction::Share).await?;
    if let Some(from) = from
        && KIND.revoke(&transaction, id, from.holder, permission).await?
    {
        let kind = event("project_share_revoked", from.object(id, permission));
        auth.record(&transaction, kind, from.person, origin).await?;
    }
    Ok(transaction.commit().await?)
}

/// Finds the user or the group, and locks the row until the transaction ends. The project is locked afterwards, because the deletion of an
/// account locks the user and then the projects.
async fn find(db: &DatabaseTransaction, named: Named<'_>) -> Result<Option<Found>, Error> {
    Ok(match named {
        Named::User(name) => user::Entity::find()
            .filter(user::Column::UsernameCanonical.eq(username::canonical(name)))
            .lock_shared()
            .one(db)
            .await?
            .map(|user| Found {
                holder: Holder::User(user.id),
                person: Some(AffectedUser::from(&user)),
                is_active: user.is_active,
                name: user.username,
            }),
        Named::Group(name) => group::Entity::find()
            .filter(group::Column::Name.eq(name))
            .lock_shared()
            .one(db)
            .await?
            .map(|group| Found {
                holder: Holder::Group(group.id),
                person: None,
                is_active: true,
                name: group.name,
            }),
    })
}

fn unknown(named: Named<'_>) -> Error {
    match named {
        Named::User(_) => Error::refused_field("user", FieldError::NoSuchUser),
        Named::Group(_) => Error::refused_field("group", FieldError::NoSuchGroup),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission::project;

    fn grant(user: &str, group: &str, permission: &str) -> Grant {
        Grant {
            user: user.to_owned(),
            group: group.to_owned(),
            permission: permission.to_owned(),
        }
    }

    #[test]
    fn one_of_the_two_and_one_of_the_two() {
        assert_eq!(
            read(&grant(" bob ", " ", "projects.view_project")),
            Ok((Named::User("bob"), project::VIEW))
        );
        assert_eq!(
            read(&grant("", "Friends", "projects.change_project")),
            Ok((Named::Group("Friends"), project::CHANGE))
        );
        for (user, group) in [("", ""), (" ", "\t"), ("bob", "Friends")] {
            let errors = read(&grant(user, group, "projects.view_project")).expect_err("refused");
            assert_eq!(errors, FieldErrors::of_form(user_or_group()));
        }
        let errors = read(&grant("", "", "projects.delete_project")).expect_err("refused");
        assert_eq!(
            (errors.form.len(), errors.of("permission")),
            (1, &[FieldError::InvalidChoice][..])
        );
        let errors = read(&grant("bob", "", "")).expect_err("refused");
        assert_eq!(errors.of("permission"), [FieldError::Required]);
    }
}
