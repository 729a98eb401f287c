//! Every permission, and who holds it.

use contract::{admin::PermissionRow, paths};
use leptos::prelude::*;

use crate::{
    components::{AdminLayout, Column, ListTable, loaded},
    error::AppError,
};

/// Every permission.
#[server(prefix = "/api", endpoint = "admin/permissions")]
pub async fn load_permissions() -> Result<Vec<PermissionRow>, AppError> {
    use crate::ssr::require;
    use contract::{access::Policy, permission::permission_model};

    let request = require(Policy::StaffWith(&[permission_model::VIEW]))?;
    Ok(auth::admin::permissions::list(&request.auth).await?)
}

/// The page at `/admin/permissions`.
#[component]
pub fn AdminPermissionsPage() -> impl IntoView {
    view! {
        <AdminLayout title="Permissions" action=("Why can this user …?", paths::ADMIN_WHY)>
            {loaded(load_permissions, |rows| view! { <List rows /> })}
        </AdminLayout>
    }
}

#[component]
fn List(rows: Vec<PermissionRow>) -> impl IntoView {
    let mut last = (String::new(), String::new());
    let rows = rows
        .into_iter()
        .map(|row| {
            let section = (row.app_label.clone(), row.model.clone());
            let heading = (section != last).then(|| {
                view! {
                    <tr class="table__group">
                        <th colspan="4" scope="colgroup">
                            {format!("{} · {}", row.app_label, row.model)}
                        </th>
                    </tr>
                }
            });
            last = section;
            let groups = if row.groups.is_empty() {
                "nobody".to_owned()
            } else {
                row.groups.join(", ")
            };
            view! {
                {heading}
                <tr>
                    <th scope="row">{row.label}</th>
                    <td>
                        <code>{row.name}</code>
                    </td>
                    <td data-label="Through groups">{groups}</td>
                    <td class="table__number" data-label="Given directly">
                        {row.users}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="card card--flush" aria-label="Permissions">
            <ListTable caption="Permissions by app and model, and who holds them. Superusers hold all of them." columns=[Column::text("Permission"), Column::text("Name in code"), Column::text("Through groups"), Column::number("Given directly")]>{rows}</ListTable>
        </section>
    }
}
