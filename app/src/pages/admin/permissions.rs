//! Every permission, and who holds it.

use contract::{admin::PermissionRow, paths};
use leptos::prelude::*;

use crate::{
    components::{AdminLayout, Column, ListTable, loaded},
    error::AppError,
    page_context::may_open,
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
        <AdminLayout title="Permissions" action=("Add permission", paths::ADMIN_NEW_PERMISSION)>
            <p>
                <a href=paths::ADMIN_WHY>"Why can this user do this?"</a>
            </p>
            {loaded(load_permissions, |rows| view! { <List rows /> })}
        </AdminLayout>
    }
}

/// What is above the pages of permissions.
pub(super) fn above() -> Vec<(String, String)> {
    vec![("Permissions".to_owned(), paths::ADMIN_PERMISSIONS.to_owned())]
}

#[component]
fn List(rows: Vec<PermissionRow>) -> impl IntoView {
    let may_delete = may_open(paths::ADMIN_DELETE_PERMISSION);
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
            let may_delete = row.is_custom && may_delete;
            let delete = may_delete.then(|| {
                let path = paths::fill(paths::ADMIN_DELETE_PERMISSION, &[&row.id.to_string()]);
                view! {
                    " "
                    <a class="button button--danger-quiet button--small" href=path>
                        "Delete …"
                        <span class="visually-hidden">{row.name.clone()}</span>
                    </a>
                }
            });
            view! {
                {heading}
                <tr>
                    <th scope="row">{row.label}</th>
                    <td>
                        <code>{row.name}</code>
                        {delete}
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
