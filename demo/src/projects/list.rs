//! The list of projects that the viewer may view.

use auth::{Auth, Error};
use contract::viewer::Viewer;
use sea_orm::{
    ColumnTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};

use super::{
    KIND, ProjectList, ProjectRow,
    access::{Found, select},
};
use crate::{
    entity::project::Column,
    permission::project::{CHANGE, VIEW},
};

/// Rows per page.
const PAGE: u64 = 50;

#[derive(FromQueryResult)]
struct Listed {
    #[sea_orm(nested)]
    project: Found,
    users: i64,
    groups: i64,
}

/// A page of projects, newest first, in one query: those that the viewer owns and those that are shared with the viewer or one of the
/// viewer's groups. A viewer who may view or change any project gets all of them.
pub async fn list(auth: &Auth, viewer: &Viewer, before: Option<i64>) -> Result<ProjectList, Error> {
    let now = auth.clock.now();
    let mut select = select(viewer, now)?
        .column_as(holders(KIND.user_grants, "user_id"), "users")
        .column_as(holders(KIND.group_grants, "group_id"), "groups")
        .order_by_desc(Column::Id)
        .limit(PAGE + 1);
    if !viewer.has_any_perm(&[VIEW, CHANGE]) {
        select = select.filter(KIND.objects_for_owner_or("owner_id", viewer.id, &[VIEW, CHANGE], now)?);
    }
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    let mut rows = select.into_model::<Listed>().all(auth.db.reader()).await?;
    let has_more = rows.len() as u64 > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    Ok(ProjectList {
        next: rows.last().filter(|_| has_more).map(|row| row.project.id),
        rows: rows.into_iter().filter_map(|row| shown(row, viewer)).collect(),
        as_of: now,
    })
}

/// The row of a project, or `None` if the viewer may not view it. The query leaves such projects out already; if the two ever disagree,
/// [`Found::rights`] decides.
fn shown(row: Listed, viewer: &Viewer) -> Option<ProjectRow> {
    let Listed {
        project,
        users,
        groups,
    } = row;
    Some(ProjectRow {
        rights: project.rights(viewer)?,
        id: project.id,
        is_own: project.owner_id == viewer.id,
        name: project.name,
        owner: project.owner,
        users,
        groups,
        created_at: project.created_at,
    })
}

/// The number of users or groups with permissions on a project. A holder of two permissions counts once.
fn holders(grants: &'static str, holder: &'static str) -> Expr {
    let count = Query::select()
        .expr(Expr::col((grants, holder)).count_distinct())
        .from(grants)
        .and_where(Expr::col((grants, KIND.key)).equals((KIND.table, "id")))
        .to_owned();
    Expr::SubQuery(None, Box::new(count.into()))
}
