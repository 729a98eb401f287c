//! The list of permissions, with their holders.

use contract::{admin::PermissionRow, number::counted, paths};
use leptos::prelude::*;
use web::{
    AppError, Request,
    components::{AdminLayout, Column, ListTable},
    page::may_open,
};

use crate::admin::path_of;

/// The page at `/admin/permissions`.
pub(in crate::admin) async fn permissions_page(request: Request) -> Result<impl IntoView, AppError> {
    let list = auth::admin::permissions::list(&request.auth).await?;
    Ok(view! {
        <AdminLayout title="Permissions" action=("Add permission", paths::ADMIN_NEW_PERMISSION)>
            <p>
                <a href=paths::ADMIN_WHY>"Why can this user do this?"</a>
            </p>
            <Superusers count=list.superusers />
            <List rows=list.rows />
        </AdminLayout>
    })
}

/// The number of users who hold every permission.
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

/// A link to the list of the users who hold a permission.
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

/// The table. A row of its own starts each model.
#[component]
fn List(rows: Vec<PermissionRow>) -> impl IntoView {
    let may_see_users = may_open(paths::ADMIN_USERS);
    let may_delete = may_open(paths::ADMIN_DELETE_PERMISSION);
    let mut columns = vec![
        Column::text("Permission"),
        Column::text("Name in code"),
        Column::text("Through groups"),
        Column::number("Given directly"),
    ];
    columns.extend(may_see_users.then(|| Column::text("Held by")));
    let width = columns.len().to_string();
    let mut last = (String::new(), String::new());
    let rows = rows
        .into_iter()
        .map(|row| {
            let model = (row.app_label.clone(), row.model.clone());
            let heading = (model != last).then(|| {
                view! {
                    <tr class="table__group">
                        <th colspan=width.clone() scope="colgroup">
                            {format!("{} · {}", row.app_label, row.model)}
                        </th>
                    </tr>
                }
            });
            last = model;
            let may_delete = row.is_custom && may_delete;
            view! {
                {heading}
                <Row row may_see_users may_delete />
            }
        })
        .collect_view();
    view! {
        <section class="card card--flush" aria-label="Permissions">
            <ListTable caption="Permissions by app and model, with their holders" columns>
                {rows}
            </ListTable>
        </section>
    }
}

#[component]
fn Row(row: PermissionRow, may_see_users: bool, may_delete: bool) -> impl IntoView {
    let groups = if row.groups.is_empty() {
        "none".to_owned()
    } else {
        row.groups.join(", ")
    };
    let delete = may_delete.then(|| {
        view! {
            " "
            <a
                class="button button--danger-quiet button--small"
                href=path_of(paths::ADMIN_DELETE_PERMISSION, row.id)
            >
                "Delete …"
                <span class="visually-hidden">{row.name.clone()}</span>
            </a>
        }
    });
    let holders = may_see_users.then(|| {
        view! {
            <td data-label="Held by">
                <Holders permission=row.name.clone() />
            </td>
        }
    });
    view! {
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
            {holders}
        </tr>
    }
}
