//! Every permission, and who holds it.

use contract::{
    admin::{PermissionList, PermissionRow},
    number::counted,
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{AdminLayout, Column, ListTable, loaded},
    error::AppError,
    page_context::may_open,
};

/// Every permission.
#[server(prefix = "/api", endpoint = "admin/permissions")]
pub async fn load_permissions() -> Result<PermissionList, AppError> {
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
            {loaded(load_permissions, |list| view! {
                <Superusers count=list.superusers />
                <List rows=list.rows />
            })}
        </AdminLayout>
    }
}

/// What is above the pages of permissions.
pub(super) fn above() -> Vec<(String, String)> {
    vec![("Permissions".to_owned(), paths::ADMIN_PERMISSIONS.to_owned())]
}

/// Who holds all of them.
#[component]
fn Superusers(count: u64) -> impl IntoView {
    let words = counted(count, "active superuser");
    let words = if may_open(paths::ADMIN_USERS) {
        let active = [("is_active", "true"), ("is_superuser", "true")];
        view! { <a href=paths::with_query(paths::ADMIN_USERS, &active)>{words}</a> }.into_any()
    } else {
        words.into_any()
    };
    let verb = if count == 1 { "holds" } else { "hold" };
    view! { <p>{words} " " {verb} " every permission."</p> }
}

/// Leads to the list of the users who hold a permission.
#[component]
fn Holders(permission: String) -> impl IntoView {
    let path = paths::with_query(paths::ADMIN_USERS, &[("permission", &permission)]);
    view! {
        <a href=path>
            "Show users"
            <span class="visually-hidden">" who hold " {permission}</span>
        </a>
    }
}

#[component]
fn List(rows: Vec<PermissionRow>) -> impl IntoView {
    let may_see_users = may_open(paths::ADMIN_USERS);
    let may_delete = may_open(paths::ADMIN_DELETE_PERMISSION);
    let mut headings = vec![
        Column::text("Permission"),
        Column::text("Name in code"),
        Column::text("Through groups"),
        Column::number("Given directly"),
    ];
    headings.extend(may_see_users.then(|| Column::text("Held by")));
    let columns = headings.len();
    let mut last = (String::new(), String::new());
    let rows = rows
        .into_iter()
        .map(|row| {
            let section = (row.app_label.clone(), row.model.clone());
            let heading = (section != last).then(|| {
                view! {
                    <tr class="table__group">
                        <th colspan=columns.to_string() scope="colgroup">
                            {format!("{} · {}", row.app_label, row.model)}
                        </th>
                    </tr>
                }
            });
            last = section;
            let groups = if row.groups.is_empty() {
                "none".to_owned()
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
                        <code>{row.name.clone()}</code>
                        {delete}
                    </td>
                    <td data-label="Through groups">{groups}</td>
                    <td class="table__number" data-label="Given directly">
                        {row.users}
                    </td>
                    {may_see_users.then(|| view! { <td data-label="Held by"><Holders permission=row.name.clone() /></td> })}
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="card card--flush" aria-label="Permissions">
            <ListTable caption="Permissions by app and model, with their holders" columns=headings>
                {rows}
            </ListTable>
        </section>
    }
}
