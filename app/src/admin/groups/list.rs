//! The list of groups.

use contract::{admin::GroupRow, paths};
use leptos::prelude::*;
use web::{
    AppError, Request,
    components::{AdminLayout, Column, ListTable},
};

use crate::admin::path_of;

/// The page at `/admin/groups`.
pub(in crate::admin) async fn groups_page(request: Request) -> Result<impl IntoView, AppError> {
    let rows = auth::admin::groups::list(&request.auth)
        .await?
        .into_iter()
        .map(|group| view! { <Row group /> })
        .collect_view();
    let columns = [
        Column::text("Name"),
        Column::number("Permissions"),
        Column::number("Members"),
    ];
    Ok(view! {
        <AdminLayout title="Groups" action=("Add group", paths::ADMIN_NEW_GROUP)>
            <section class="card card--flush" aria-label="Groups">
                <ListTable caption="Groups, by name" columns>
                    {rows}
                </ListTable>
            </section>
        </AdminLayout>
    })
}

#[component]
fn Row(group: GroupRow) -> impl IntoView {
    let users = paths::with_query(paths::ADMIN_USERS, &[("group", &group.id.to_string())]);
    view! {
        <tr>
            <th scope="row">
                <a href=path_of(paths::ADMIN_GROUP, group.id)>{group.name}</a>
            </th>
            <td class="table__number" data-label="Permissions">
                {group.permissions}
            </td>
            <td class="table__number" data-label="Members">
                <a href=users>{group.members}</a>
            </td>
        </tr>
    }
}
