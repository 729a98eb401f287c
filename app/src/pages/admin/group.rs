//! One group.

use contract::{admin::GroupDetail, forms, paths};
use leptos::prelude::*;
use members::Members;

use crate::{
    components::{AdminLayout, Button, CheckboxGroup, Form, HiddenField, SettingsCard, TextField, loaded},
    error::AppError,
    page_context::form_state,
    url_params::parameter,
};

pub mod members;

/// One group.
#[server(prefix = "/api", endpoint = "admin/group")]
pub async fn load_group(#[server(default)] id: String) -> Result<GroupDetail, AppError> {
    use crate::ssr::{parse_id, require_viewer};
    use contract::{access::Policy, permission::group};

    let (request, viewer) =
        require_viewer(Policy::StaffWithAny(&[group::VIEW, group::CHANGE, group::DELETE]))?;
    Ok(auth::admin::groups::detail(&request.auth, &viewer, parse_id(&id)?).await?)
}

/// Saves a group.
#[server(prefix = "", endpoint = "admin/groups/{id}")]
pub async fn change_group(
    #[server(default)] id: String,
    #[server(default)] name: String,
    #[server(default)] permissions: Vec<String>,
) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::group};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[group::CHANGE])))?;
    auth::admin::groups::change(
        &request.auth,
        &request.context,
        parse_id(&id)?,
        &name,
        &permissions,
    )
    .await?;
    request.flash(FlashMessage::GroupSaved).await?;
    see_other(&paths::fill(paths::ADMIN_GROUP, &[&id]));
    Ok(())
}

/// What is above the page of a group.
pub(super) fn above() -> Vec<(String, String)> {
    vec![("Groups".to_owned(), paths::ADMIN_GROUPS.to_owned())]
}

/// What the members of a group may do.
#[component]
pub(super) fn GroupPermissions(group: GroupDetail) -> impl IntoView {
    view! {
        <CheckboxGroup
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
    let id = parameter("id");
    loaded(
        move || load_group(id.clone()),
        |group| {
            let clone = paths::with_query(paths::ADMIN_NEW_GROUP, &[("from", &group.id.to_string())]);
            view! {
                <AdminLayout title=group.name.clone() above=above() action=("Clone group", clone)>
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
    let start = form_state(&forms::ADMIN_GROUP);
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
                <NameField name=group.name.clone() gives_role=group.gives_role />
                <GroupPermissions group=group.clone() />
            </Form>
        </SettingsCard>
    }
    .into_any()
}

/// The name of a group; one that gives a role shows why it cannot be changed.
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
    let id = group.id.to_string();
    let may_delete = group.may_delete && !group.gives_role;
    let delete = may_delete.then(|| {
        view! {
            <section class="card card--stack card--danger" aria-labelledby="delete-title">
                <header>
                    <h2 id="delete-title">"Delete " {group.name.clone()}</h2>
                    <p>"Its members stay, without what the group gives them."</p>
                </header>
                <div class="form__actions">
                    <a class="button button--danger-quiet" href=paths::fill(paths::ADMIN_DELETE_GROUP, &[&id])>
                        "Delete …"
                    </a>
                </div>
            </section>
        }
    });
    view! {
        <div class="columns__side">
            <Members group />
            {delete}
        </div>
    }
}
