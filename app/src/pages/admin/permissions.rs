//! Every permission and who holds it; and "why can this user do this?".

use contract::{
    admin::{PermissionRow, Why},
    paths,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    components::{AdminLayout, loaded},
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

/// Why a user may do something, or not.
#[server(prefix = "/api", endpoint = "admin/why")]
pub async fn load_why(
    #[server(default)] user: String,
    #[server(default)] permission: String,
) -> Result<Why, AppError> {
    use crate::ssr::require;
    use contract::{access::Policy, permission::permission_model};

    let request = require(Policy::StaffWith(&[permission_model::VIEW]))?;
    let kinds = [demo::projects::KIND];
    Ok(auth::admin::permissions::why(&request.auth, &user, &permission, &kinds).await?)
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
            <table class="table table--list">
                <caption class="visually-hidden">
                    "Permissions by app and model, and who holds them. Superusers hold all of them."
                </caption>
                <thead>
                    <tr>
                        <th scope="col">"Permission"</th>
                        <th scope="col">"Name in code"</th>
                        <th scope="col">"Through groups"</th>
                        <th class="table__number" scope="col">
                            "Given directly"
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

/// The page at `/admin/permissions/why`.
#[component]
pub fn AdminWhyPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let user = query.get("user").unwrap_or_default();
    let permission = query.get("permission").unwrap_or_default();
    view! {
        <AdminLayout
            title="Why can this user do this?"
            above=vec![("Permissions".to_owned(), paths::ADMIN_PERMISSIONS.to_owned())]
        >
            {loaded(
                move || load_why(user.clone(), permission.clone()),
                |why| view! { <Answer why /> },
            )}
        </AdminLayout>
    }
}

#[component]
fn Answer(why: Why) -> impl IntoView {
    let options = why
        .permissions
        .iter()
        .map(|name| {
            let is_chosen = *name == why.permission;
            view! {
                <option value=name.clone() selected=is_chosen>
                    {name.clone()}
                </option>
            }
        })
        .collect_view();
    let verdict = why.is_held.map(|is_held| {
        let word = if is_held { "Yes" } else { "No" };
        let class = if is_held {
            "verdict status status--success"
        } else {
            "verdict status"
        };
        view! { <p class=class><strong>{word}</strong></p> }
    });
    let reasons = why
        .reasons
        .into_iter()
        .map(|reason| view! { <li class="rules__item">{reason}</li> })
        .collect_view();
    view! {
        <div class="stack stack--narrow">
            <section class="card card--stack" aria-label="Question and answer">
                <form class="form" method="get" action=paths::ADMIN_WHY>
                    <div class="field-row">
                        <div class="field">
                            <label class="field__label" for="user">
                                "Username"
                            </label>
                            <input
                                class="field__input"
                                id="user"
                                name="user"
                                type="text"
                                value=why.user
                                autocapitalize="none"
                                spellcheck="false"
                            />
                        </div>
                        <div class="field">
                            <label class="field__label" for="permission">
                                "Permission"
                            </label>
                            <select class="field__input" id="permission" name="permission">
                                {options}
                            </select>
                        </div>
                    </div>
                    <div class="form__actions">
                        <button class="button button--primary">"Explain"</button>
                    </div>
                </form>
                {verdict}
                <ul class="rules">{reasons}</ul>
            </section>
        </div>
    }
}
