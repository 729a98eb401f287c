//! Share a project, and take access away again.

use contract::{
    forms, paths,
    projects::{ProjectAction, ProjectDetail, SHAREABLE},
};
use leptos::prelude::*;

use super::{
    access_list::AccessList,
    detail::load_project,
    layout::{ProjectHeader, ProjectLayout, path_of},
};
use crate::{
    components::{Button, Form, HiddenField, Refusal, SelectField, SettingsCard, TextField, loaded},
    error::AppError,
    page_context::form_state,
    url_params::parameter,
};

/// Gives a user or a group access to one project.
#[server(prefix = "", endpoint = "projects/{id}/share")]
pub async fn share_project(
    #[server(default)] id: String,
    #[server(default)] user: String,
    #[server(default)] group: String,
    #[server(default)] permission: String,
) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};
    use demo::projects::Grantee;

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    let grantee = Grantee {
        user: &user,
        group: &group,
    };
    let form = (grantee, permission.as_str());
    demo::projects::share(&request.auth, &request.origin(), &viewer, parse_id(&id)?, form).await?;
    request.flash(FlashMessage::ProjectShared).await?;
    see_other(&paths::fill(paths::SHARE_PROJECT, &[&id]));
    Ok(())
}

/// Takes access away again.
#[server(prefix = "", endpoint = "projects/{id}/share/revoke")]
pub async fn revoke_project(
    #[server(default)] id: String,
    #[server(default)] user: String,
    #[server(default)] group: String,
    #[server(default)] permission: String,
) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};
    use demo::projects::Grantee;

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    let grantee = Grantee {
        user: &user,
        group: &group,
    };
    let form = (grantee, permission.as_str());
    demo::projects::revoke(&request.auth, &request.origin(), &viewer, parse_id(&id)?, form).await?;
    request.flash(FlashMessage::ProjectRevoked).await?;
    see_other(&paths::fill(paths::SHARE_PROJECT, &[&id]));
    Ok(())
}

/// The page at `/projects/{id}/share`.
#[component]
pub fn ShareProjectPage() -> impl IntoView {
    let id = parameter("id");
    view! {
        <ProjectLayout title="Share project">
            {loaded(
                move || load_project(id.clone(), ProjectAction::Share),
                |project| view! { <Sharing project /> },
            )}
        </ProjectLayout>
    }
}

#[component]
fn Sharing(project: ProjectDetail) -> impl IntoView {
    let (above, listed) = (project.clone(), project.clone());
    view! {
        <ProjectHeader title="Share project" here="Share" below=above />
        <div class="columns">
            <SettingsCard title="Who has access" id="access-title">
                <Refusal form=&forms::REVOKE_PROJECT />
                <AccessList project=listed is_revocable=true />
            </SettingsCard>
            <div class="columns__side">
                <ShareForm project />
            </div>
        </div>
    }
}

#[component]
fn ShareForm(project: ProjectDetail) -> impl IntoView {
    let start = form_state(&forms::SHARE_PROJECT);
    let path = path_of(paths::SHARE_PROJECT, project.id);
    let id = project.id.to_string();
    let mut groups = vec![(String::new(), "None".to_owned())];
    groups.extend(project.groups.into_iter().map(|name| (name.clone(), name)));
    let permissions: Vec<_> = SHAREABLE
        .iter()
        .map(|(permission, label, _)| (permission.name().to_owned(), (*label).to_owned()))
        .collect();
    view! {
        <SettingsCard title="Share it" id="share-title">
            <Form form=&forms::SHARE_PROJECT
                path
                start
                submit="Share"
                busy="Sharing…"
                button=Button::Plain
                blamed=&["user", "group"]
            >
                <HiddenField name="id" value=id />
                <TextField
                    name="user"
                    label="Username"
                    autocomplete="off"
                    hint="Or choose a group instead."
                    is_optional=true
                />
                <div class="field-row">
                    <SelectField name="group" label="Group" options=groups is_optional=true />
                    <SelectField name="permission" label="They may" options=permissions />
                </div>
            </Form>
        </SettingsCard>
    }
}
