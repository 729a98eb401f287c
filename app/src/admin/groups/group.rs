//! One group: its form, its members and its deletion.

use contract::{
    admin::GroupDetail,
    forms::{ChangeGroup, FormData},
    paths,
};
use leptos::prelude::*;
use members::Members;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, Button, Form, SettingsCard, TextField},
    redirect,
};

use super::{GroupPermissions, above, load_group};
use crate::admin::{delete_card::DeleteCard, path_of};

pub(in crate::admin) mod members;

/// The page at `/admin/groups/{id}`.
pub(in crate::admin) async fn group_page(request: Request) -> Result<impl IntoView, AppError> {
    let group = load_group(&request).await?;
    let clone = paths::with_query(paths::ADMIN_NEW_GROUP, &[("from", &group.id.to_string())]);
    let content = if group.may_change {
        view! { <GroupForm group=group.clone() /> }.into_any()
    } else {
        view! { <GroupFacts group=group.clone() /> }.into_any()
    };
    Ok(view! {
        <AdminLayout title=group.name.clone() above=above() action=("Clone group", clone)>
            <div class="columns">{content} <Side group /></div>
        </AdminLayout>
    })
}

/// Saves a group.
pub(in crate::admin) async fn change_group(request: Request, form: ChangeGroup) -> Result<Next, AppError> {
    let id = request.id()?;
    auth::admin::groups::change(&request.auth, &request.context, id, &form.name, &form.permissions).await?;
    Ok(redirect(path_of(paths::ADMIN_GROUP, id)).flash("The group has been saved."))
}

/// The permissions of a group, for a viewer with only the view permission.
#[component]
fn GroupFacts(group: GroupDetail) -> impl IntoView {
    let names = group
        .permissions
        .into_iter()
        .filter(|choice| choice.is_chosen)
        .map(|choice| view! { <li><code>{choice.value}</code></li> })
        .collect_view();
    view! {
        <SettingsCard title="Permissions" id="group-title">
            <ul class="access__list">{names}</ul>
        </SettingsCard>
    }
}

#[component]
fn GroupForm(group: GroupDetail) -> impl IntoView {
    let path = path_of(paths::ADMIN_GROUP, group.id);
    view! {
        <SettingsCard title="Group" id="group-title">
            <Form form=ChangeGroup::FORM path submit="Save group" busy="Saving…" button=Button::Plain>
                <NameField name=group.name.clone() gives_role=group.gives_role />
                <GroupPermissions group />
            </Form>
        </SettingsCard>
    }
}

/// The name of a group. For a group that gives a role, it says why the name cannot be changed.
#[component]
fn NameField(name: String, gives_role: bool) -> impl IntoView {
    if gives_role {
        let hint = format!("Members have the role {name}. A group that gives a role cannot be renamed.");
        view! { <TextField name="name" label="Name" autocomplete="off" value=name hint is_read_only=true /> }
            .into_any()
    } else {
        view! { <TextField name="name" label="Name" autocomplete="off" value=name /> }.into_any()
    }
}

#[component]
fn Side(group: GroupDetail) -> impl IntoView {
    let may_delete = group.may_delete && !group.gives_role;
    let delete = may_delete.then(|| {
        view! {
            <DeleteCard
                name=group.name.clone()
                text="Its members stay. They lose what the group gives them."
                href=path_of(paths::ADMIN_DELETE_GROUP, group.id)
            />
        }
    });
    view! {
        <div class="columns__side">
            <Members group />
            {delete}
        </div>
    }
}
