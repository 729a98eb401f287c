//! The list of groups.

use contract::{admin::GroupRow, paths};
use leptos::prelude::*;

use crate::{
    components::{AdminLayout, Column, ListTable, loaded},
    error::AppError,
};

/// Every group.
#[server(prefix = "/api", endpoint = "admin/groups")]
pub async fn load_groups() -> Result<Vec<GroupRow>, AppError> {
    use crate::ssr::require;
    use contract::{access::Policy, permission::group};

    let request = require(Policy::StaffWithAny(&[group::VIEW, group::CHANGE]))?;
    Ok(auth::admin::groups::list(&request.auth).await?)
}

/// The page at `/admin/groups`.
#[component]
pub fn AdminGroupsPage() -> impl IntoView {
    view! {
        <AdminLayout title="Groups" action=("Add group", paths::ADMIN_NEW_GROUP)>
            {loaded(load_groups, |groups| view! { <List groups /> })}
        </AdminLayout>
    }
}

#[component]
fn List(groups: Vec<GroupRow>) -> impl IntoView {
    let rows = groups
        .into_iter()
        .map(|group| {
            let id = group.id.to_string();
            view! {
                <tr>
                    <th scope="row">
                        <a href=paths::fill(paths::ADMIN_GROUP, &[&id])>{group.name}</a>
                    </th>
                    <td class="table__number" data-label="Permissions">
                        {group.permissions}
                    </td>
                    <td class="table__number" data-label="Members">
                        <a href=paths::with_query(paths::ADMIN_USERS, &[("group", &id)])>{group.members}</a>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="card card--flush" aria-label="Groups">
            <ListTable caption="Groups, by name" columns=[Column::text("Name"), Column::number("Permissions"), Column::number("Members")]>{rows}</ListTable>
        </section>
    }
}
