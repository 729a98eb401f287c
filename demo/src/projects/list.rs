//! The projects that the viewer may view, and no others.

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

/// Rows a page.
const PAGE: u64 = 50;

#[derive(FromQueryResult)]
struct Listed {
    #[sea_orm(nested)]
    project: Found,
    users: i64,
    groups: i64,
}

/// A page of them, newest first, in one query: owned, shared with the viewer or a group of theirs, or all for a viewer who may view or
/// change any.
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

/// `None` for what the viewer may not view: the query and the rule agree, and if they ever did not, the rule decides.
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

/// How many holders a project has in one of its tables of grants. A holder of two permissions is one holder.
fn holders(grants: &'static str, holder: &'static str) -> Expr {
    let count = Query::select()
        .expr(Expr::col((grants, holder)).count_distinct())
        .from(grants)
        .and_where(Expr::col((grants, KIND.key)).equals((KIND.table, "id")))
        .to_owned();
    Expr::SubQuery(None, Box::new(count.into()))
}
