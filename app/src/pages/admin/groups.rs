//! Groups: the list, one group, a new one, and deleting one.

use contract::{
    admin::{GroupDetail, GroupRow},
    forms, paths,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    components::{
        AdminLayout, Button, Form, HiddenField, Picker, PostButton, SettingsCard, TextField, loaded,
    },
    error::AppError,
    page_context::start_of,
};

/// Every group.
#[server(prefix = "/api", endpoint = "admin/groups")]
pub async fn load_groups() -> Result<Vec<GroupRow>, AppError> {
    use crate::ssr::require;
    use contract::{access::Policy, permission::group};

    let request = require(Policy::StaffWithAny(&[group::VIEW, group::CHANGE]))?;
    Ok(auth::admin::groups::list(&request.auth).await?)
}

/// One group; without an id one that is to be made, as a copy of `from`.
#[server(prefix = "/api", endpoint = "admin/group")]
pub async fn load_group(
    #[server(default)] id: String,
    #[server(default)] from: String,
) -> Result<GroupDetail, AppError> {
    use crate::ssr::{key, require_viewer};
    use contract::{access::Policy, permission::group};

    let (request, viewer) = require_viewer(Policy::StaffWithAny(&[group::VIEW, group::CHANGE, group::ADD]))?;
    let optional = |text: &str| {
        if text.is_empty() {
            Ok(None)
        } else {
            key(text).map(Some)
        }
    };
    let (id, from) = (optional(&id)?, optional(&from)?);
    Ok(auth::admin::groups::detail(&request.auth, &viewer, id, from).await?)
}

/// Makes a group.
#[server(prefix = "", endpoint = "admin/groups/new")]
pub async fn add_group(
    #[server(default)] name: String,
    #[server(default)] permissions: Vec<String>,
) -> Result<(), AppError> {
    use crate::ssr::{require_viewer, see_other};
    use contract::{access::Policy, notice::Notice, permission::group};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[group::ADD]))?;
    auth::admin::groups::add(&request.auth, &request.origin(), &viewer, &name, &permissions).await?;
    request.tell(Notice::GroupSaved).await?;
    see_other(paths::ADMIN_GROUPS);
    Ok(())
}

/// Saves a group.
#[server(prefix = "", endpoint = "admin/groups/{id}")]
pub async fn change_group(
    #[server(default)] id: String,
    #[server(default)] name: String,
    #[server(default)] permissions: Vec<String>,
) -> Result<(), AppError> {
    use crate::ssr::{key, require_viewer, see_other};
    use contract::{access::Policy, notice::Notice, permission::group};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[group::CHANGE]))?;
    let form = (name.as_str(), permissions.as_slice());
    auth::admin::groups::change(&request.auth, &request.origin(), &viewer, key(&id)?, form).await?;
    request.tell(Notice::GroupSaved).await?;
    see_other(&paths::fill(paths::ADMIN_GROUP, &[&id]));
    Ok(())
}

/// Deletes a group.
#[server(prefix = "", endpoint = "admin/groups/{id}/delete")]
pub async fn delete_group(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{key, require_viewer, see_other};
    use contract::{access::Policy, notice::Notice, permission::group};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[group::DELETE]))?;
    auth::admin::groups::delete(&request.auth, &request.origin(), &viewer, key(&id)?).await?;
    request.tell(Notice::GroupDeleted).await?;
    see_other(paths::ADMIN_GROUPS);
    Ok(())
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
            <table class="table table--list">
                <caption class="visually-hidden">"Groups, by name"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th class="table__number" scope="col">
                            "Permissions"
                        </th>
                        <th class="table__number" scope="col">
                            "Members"
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn above() -> Vec<(String, String)> {
    vec![("Groups".to_owned(), paths::ADMIN_GROUPS.to_owned())]
}

/// The page at `/admin/groups/new`; `?from=ID` starts as a copy of another group.
#[component]
pub fn AdminNewGroupPage() -> impl IntoView {
    let from = use_query_map()
        .with_untracked(|query| query.get("from"))
        .unwrap_or_default();
    loaded(
        move || load_group(String::new(), from.clone()),
        |group| {
            let start = start_of(&forms::ADMIN_NEW_GROUP);
            view! {
                <AdminLayout title="Add group" above=above()>
                    <div class="stack stack--narrow">
                        <SettingsCard title="Group" id="group-title">
                            <Form form=&forms::ADMIN_NEW_GROUP
                                start
                                submit="Add group"
                                busy="Adding…"
                                button=Button::Plain
                            >
                                <TextField name="name" label="Name" autocomplete="off" />
                                <Permissions group />
                            </Form>
                        </SettingsCard>
                    </div>
                </AdminLayout>
            }
        },
    )
}

#[component]
fn Permissions(group: GroupDetail) -> impl IntoView {
    view! {
        <Picker
            name="permissions"
            label="Permissions"
            hint="Every member may do these."
            choices=group.permissions
        />
    }
}

/// The page at `/admin/groups/{id}`.
#[component]
pub fn AdminGroupPage() -> impl IntoView {
    let id = use_params_map()
        .with_untracked(|parameters| parameters.get("id"))
        .unwrap_or_default();
    loaded(
        // An empty id would be a new group.
        move || {
            load_group(
                if id.is_empty() { "0".to_owned() } else { id.clone() },
                String::new(),
            )
        },
        |group| {
            view! {
                <AdminLayout title=group.name.clone() above=above()>
                    <div class="columns">
                        <GroupForm group=group.clone() />
                        <Side group />
                    </div>
                </AdminLayout>
            }
        },
    )
}

#[component]
fn GroupForm(group: GroupDetail) -> impl IntoView {
    let start = start_of(&forms::ADMIN_GROUP);
    let id = group.id.to_string();
    let path = paths::fill(paths::ADMIN_GROUP, &[&id]);
    if !group.may_change {
        let names = group
            .permissions
            .into_iter()
            .filter(|choice| choice.is_chosen)
            .map(|choice| view! { <li><code>{choice.value}</code></li> })
            .collect_view();
        return view! {
            <SettingsCard title="Permissions" id="group-title">
                <ul class="access__list">{names}</ul>
            </SettingsCard>
        }
        .into_any();
    }
    view! {
        <SettingsCard title="Group" id="group-title">
            <Form form=&forms::ADMIN_GROUP path start submit="Save group" busy="Saving…" button=Button::Plain>
                <HiddenField name="id" value=id />
                <TextField name="name" label="Name" autocomplete="off" value=group.name.clone() />
                <Permissions group=group.clone() />
            </Form>
        </SettingsCard>
    }
    .into_any()
}

#[component]
fn Side(group: GroupDetail) -> impl IntoView {
    let id = group.id.to_string();
    let members = group
        .members
        .into_iter()
        .map(|(id, name)| {
            view! {
                <li>
                    <a href=paths::fill(paths::ADMIN_USER, &[&id.to_string()])>{name}</a>
                </li>
            }
        })
        .collect_view();
    let count = match group.member_count {
        0 => "No members.".to_owned(),
        1 => "1 member".to_owned(),
        count => format!("{count} members"),
    };
    let delete = group.may_delete.then(|| {
        view! {
            <section class="card card--stack card--danger" aria-labelledby="delete-title">
                <header>
                    <h2 id="delete-title">"Delete " {group.name.clone()}</h2>
                    <p>"Its members stay, without what the group gives them. It cannot be undone."</p>
                </header>
                <div class="form__actions">
                    <PostButton
                        path=paths::fill(paths::ADMIN_DELETE_GROUP, &[&id])
                        label="Delete this group"
                        class="button button--danger-quiet"
                    />
                </div>
            </section>
        }
    });
    view! {
        <div class="columns__side">
            <section class="card card--stack" aria-labelledby="members-title">
                <header>
                    <h2 id="members-title">"Members"</h2>
                    <p>{count}</p>
                </header>
                <ul class="item__parts">{members}</ul>
                <div class="form__actions">
                    <a class="button button--small" href=paths::with_query(paths::ADMIN_NEW_GROUP, &[("from", &id)])>
                        "Clone group"
                    </a>
                </div>
            </section>
            {delete}
        </div>
    }
}

/// The page at `/admin/groups/{id}/delete`.
#[component]
pub fn AdminDeleteGroupPage() -> impl IntoView {
    let id = use_params_map()
        .with_untracked(|parameters| parameters.get("id"))
        .unwrap_or_default();
    loaded(
        move || {
            load_group(
                if id.is_empty() { "0".to_owned() } else { id.clone() },
                String::new(),
            )
        },
        |group| {
            view! {
                <AdminLayout title=format!("Delete {}?", group.name) above=above()>
                    <div class="stack stack--narrow">
                        <Side group />
                    </div>
                </AdminLayout>
            }
        },
    )
}
