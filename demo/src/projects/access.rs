//! Access to one project. For users who may not view it, the project does not exist.

use auth::{Auth, Error};
use contract::viewer::Viewer;
use entity::{group, user};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use time::OffsetDateTime;

use super::{Granted, KIND, ProjectAction, ProjectDetail, Rights, Share};
use crate::{
    entity::project::{Column, Entity},
    permission::project::{CHANGE, VIEW},
};

/// A project with the permissions on it that were granted to the viewer.
#[derive(FromQueryResult)]
pub(super) struct Found {
    pub(super) id: i64,
    pub(super) owner_id: i64,
    pub(super) owner: String,
    pub(super) name: String,
    pub(super) created_at: OffsetDateTime,
    is_view_granted: bool,
    is_change_granted: bool,
}

/// A project with its content.
#[derive(FromQueryResult)]
pub(super) struct Opened {
    #[sea_orm(nested)]
    pub(super) project: Found,
    pub(super) description: String,
    pub(super) version: i64,
}

impl Found {
    /// The rights of the viewer, or `None` if the project does not exist for the viewer.
    pub(super) fn rights(&self, viewer: &Viewer) -> Option<Rights> {
        let granted = Granted {
            view: self.is_view_granted,
            change: self.is_change_granted,
        };
        Rights::of(viewer, self.owner_id, granted)
    }
}

/// The columns of [`Found`]: project, owner and grants in one query.
pub(super) fn select(viewer: &Viewer, now: OffsetDateTime) -> Result<Select<Entity>, Error> {
    Ok(Entity::find()
        .select_only()
        .columns([Column::Id, Column::OwnerId, Column::Name, Column::CreatedAt])
        .column_as(user::Column::Username, "owner")
        .column_as(KIND.objects_for_user(viewer.id, VIEW, now)?, "is_view_granted")
        .column_as(
            KIND.objects_for_user(viewer.id, CHANGE, now)?,
            "is_change_granted",
        )
        .inner_join(user::Entity))
}

/// The project and the rights of the viewer, if they allow the action. If the viewer may not view the project, the error is
/// [`Error::NotFound`]. If the viewer may view it but may not perform the action, the error is [`Error::Forbidden`].
pub(super) async fn require(
    auth: &Auth,
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    id: i64,
    deed: ProjectAction,
) -> Result<(Opened, Rights), Error> {
    let opened = select(viewer, auth.clock.now())?
        .columns([Column::Description, Column::Version])
        .filter(sea_orm::ColumnTrait::eq(&Column::Id, id))
        .into_model::<Opened>()
        .one(db)
        .await?;
    let found = opened.and_then(|opened| {
        let rights = opened.project.rights(viewer)?;
        Some((opened, rights))
    });
    let (opened, rights) = found.ok_or(Error::NotFound)?;
    if rights.allow(deed) {
        Ok((opened, rights))
    } else {
        Err(Error::Forbidden("a project that the viewer may only look at"))
    }
}

/// [`require`] with a lock: until the transaction ends, nobody else can change, share or delete the project.
pub(super) async fn lock(
    auth: &Auth,
    transaction: &DatabaseTransaction,
    viewer: &Viewer,
    id: i64,
    deed: ProjectAction,
) -> Result<Opened, Error> {
    // Locked before the rights are checked, so that a permission that is revoked during the wait is not used.
    Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
    let (opened, _) = require(auth, transaction, viewer, id, deed).await?;
    Ok(opened)
}

/// A project for its pages, if the viewer may perform the action.
pub async fn detail(
    auth: &Auth,
    viewer: &Viewer,
    id: i64,
    deed: ProjectAction,
) -> Result<ProjectDetail, Error> {
    let db = auth.db.reader();
    let (opened, rights) = require(auth, db, viewer, id, deed).await?;
    let grants = KIND.grants(db, id).await?;
    let shares = grants
        .into_iter()
        .map(|grant| Share {
            is_group: grant.holder_kind == "group",
            holder: grant.holder_name,
            permission: grant.permission,
        })
        .collect();
    // A viewer who may share the project sees the names of all groups, but not their members.
    let groups = if deed == ProjectAction::Share {
        group::Entity::find()
            .select_only()
            .column(group::Column::Name)
            .order_by_asc(group::Column::Name)
            .into_tuple()
            .all(db)
            .await?
    } else {
        Vec::new()
    };
    let project = opened.project;
    Ok(ProjectDetail {
        id: project.id,
        name: project.name,
        description: opened.description,
        version: opened.version,
        is_own: project.owner_id == viewer.id,
        owner: project.owner,
        rights,
        shares,
        groups,
        created_at: project.created_at,
        as_of: auth.clock.now(),
    })
}
