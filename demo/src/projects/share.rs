//! Owners give others access to a project, and take it away again.

use auth::{
    Auth, Error, Origin, audit::AffectedUser, authorization::object_permissions::Holder, users::username,
};
use contract::{
    field_errors::{FieldError, FieldErrors},
    permission::Permission,
    projects::{ProjectAction, shareable},
    viewer::Viewer,
};
use entity::{group, user};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::{
    KIND,
    access::{lock, require},
    edit::event,
};

/// Who is to have access, as it was typed: one of the two.
#[derive(Clone, Copy, Debug)]
pub struct Grantee<'a> {
    /// A user name.
    pub user: &'a str,
    /// Name of a group.
    pub group: &'a str,
}

/// The same, once it is clear which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named<'a> {
    User(&'a str),
    Group(&'a str),
}

impl<'a> Grantee<'a> {
    fn named(self) -> Result<Named<'a>, FieldError> {
        match (self.user.trim(), self.group.trim()) {
            (user, "") if !user.is_empty() => Ok(Named::User(user)),
            ("", group) if !group.is_empty() => Ok(Named::Group(group)),
            _ => Err(FieldError::UserOrGroup),
        }
    }
}

/// Who and what, or everything that is wrong with the two.
fn read<'a>(grantee: Grantee<'a>, permission: &str) -> Result<(Named<'a>, Permission), FieldErrors> {
    let mut errors = FieldErrors::default();
    let named = grantee.named().map_err(|error| errors.form.push(error)).ok();
    let found = shareable(permission);
    if found.is_none() {
        let error = if permission.is_empty() {
            FieldError::Required
        } else {
            FieldError::InvalidChoice
        };
        errors.add("permission", error);
    }
    named.zip(found).ok_or(errors)
}

/// A user or a group that is there.
struct Found {
    holder: Holder,
    person: Option<AffectedUser>,
    name: String,
    is_active: bool,
}

impl Found {
    /// What the log says it is about.
    fn object(&self, id: i64, permission: Permission) -> String {
        let kind = match self.holder {
            Holder::User(_) => "user",
            Holder::Group(_) => "group",
        };
        format!("{id}: {} for the {kind} {}", permission.name(), self.name)
    }
}

/// Gives a user or a group access to one project. To share it twice is to share it once.
///
/// Who shares learns that a name can log in here, which sign-up tells anybody. An account that is not active is nobody.
pub async fn share(
    auth: &Auth,
    origin: &Origin,
    viewer: &Viewer,
    id: i64,
    (grantee, permission): (Grantee<'_>, &str),
) -> Result<(), Error> {
    // Asked before anything else: whoever may not share learns nothing about names.
    require(auth, auth.db.reader(), viewer, id, ProjectAction::Share).await?;
    let (named, permission) = read(grantee, permission)?;
    let transaction = auth.db.begin().await?;
    let Some(to) = find(&transaction, named).await?.filter(|to| to.is_active) else {
        return Err(unknown(named));
    };
    let project = lock(auth, &transaction, viewer, id, ProjectAction::Share)
        .await?
        .project;
    if to.holder == Holder::User(project.owner_id) {
        return Err(Error::refused_field("user", FieldError::AlreadyOwner));
    }
    if KIND.grant(&transaction, id, to.holder, permission).await? {
        let kind = event("project_shared", to.object(id, permission));
        auth.record(&transaction, kind, to.person, origin).await?;
    }
    Ok(transaction.commit().await?)
}

/// Takes access away again. Who has none any more, or never had, has none afterwards: pressing the button twice is no mistake.
pub async fn revoke(
    auth: &Auth,
    origin: &Origin,
    viewer: &Viewer,
    id: i64,
    (grantee, permission): (Grantee<'_>, &str),
) -> Result<(), Error> {
    require(auth, auth.db.reader(), viewer, id, ProjectAction::Share).await?;
    let (named, permission) = read(grantee, permission)?;
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

/// Looks the name up and keeps who has it from going away until the transaction ends. Before the project is locked: who
/// deletes an account goes from the user to the projects as well.
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
    use contract::permission::project;

    use super::*;

    #[test]
    fn one_of_the_two_and_one_of_the_two() {
        let read = |user, group, permission| read(Grantee { user, group }, permission);
        assert_eq!(
            read(" bob ", " ", "projects.view_project"),
            Ok((Named::User("bob"), project::VIEW))
        );
        assert_eq!(
            read("", "Friends", "projects.change_project"),
            Ok((Named::Group("Friends"), project::CHANGE))
        );
        for (user, group) in [("", ""), (" ", "\t"), ("bob", "Friends")] {
            let errors = read(user, group, "projects.view_project").expect_err("refused");
            assert_eq!(errors, FieldErrors::of_form(FieldError::UserOrGroup));
        }
        let errors = read("", "", "projects.delete_project").expect_err("refused");
        assert_eq!(
            (errors.form.len(), errors.of("permission")),
            (1, &[FieldError::InvalidChoice][..])
        );
        let errors = read("bob", "", "").expect_err("refused");
        assert_eq!(errors.of("permission"), [FieldError::Required]);
    }
}
