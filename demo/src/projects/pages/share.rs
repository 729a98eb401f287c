//! Share a project, and take access away again.

use contract::forms::FormData;
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, FormErrors, SelectField, SettingsCard, TextField},
    redirect,
};

use super::{
    access_list::AccessList,
    layout::{ProjectHeader, ProjectLayout},
};
use crate::{
    path_of,
    projects::{
        ProjectAction, ProjectDetail, SHAREABLE, detail,
        forms::{RevokeProject, ShareProject},
        paths, revoke, share,
    },
};

/// The page at `/projects/{id}/share`.
pub(in crate::projects) async fn share_project_page(request: Request) -> Result<impl IntoView, AppError> {
    let project = detail(
        &request.auth,
        request.viewer()?,
        request.id()?,
        ProjectAction::Share,
    )
    .await?;
    Ok(view! {
        <ProjectLayout title="Share project">
            <Sharing project />
        </ProjectLayout>
    })
}

/// Gives a user or a group access to one project.
pub(in crate::projects) async fn share_project(
    request: Request,
    form: ShareProject,
) -> Result<Next, AppError> {
    let id = request.id()?;
    share(
        &request.auth,
        &request.origin(),
        request.viewer()?,
        id,
        &form.grant,
    )
    .await?;
    Ok(redirect(path_of(paths::SHARE_PROJECT, id)).flash("The project has been shared."))
}

/// Takes access away again.
pub(in crate::projects) async fn revoke_project(
    request: Request,
    form: RevokeProject,
) -> Result<Next, AppError> {
    let id = request.id()?;
    revoke(
        &request.auth,
        &request.origin(),
        request.viewer()?,
        id,
        &form.grant,
    )
    .await?;
    Ok(redirect(path_of(paths::SHARE_PROJECT, id)).flash("The access has been taken away."))
}

#[component]
fn Sharing(project: ProjectDetail) -> impl IntoView {
    let (above, listed) = (project.clone(), project.clone());
    view! {
        <ProjectHeader title="Share project" here="Share" below=above />
        <div class="columns">
            <SettingsCard title="Who has access" id="access-title">
                <FormErrors form=RevokeProject::FORM />
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
    let path = path_of(paths::SHARE_PROJECT, project.id);
    let mut groups = vec![(String::new(), "None".to_owned())];
    groups.extend(project.groups.into_iter().map(|name| (name.clone(), name)));
    let permissions: Vec<_> = SHAREABLE
        .iter()
        .map(|(permission, label, _)| (permission.name().to_owned(), (*label).to_owned()))
        .collect();
    view! {
        <SettingsCard title="Share it" id="share-title">
            <Form
                form=ShareProject::FORM
                path
                submit="Share"
                busy="Sharing…"
                button=Button::Plain
                blamed=&["user", "group"]
            >
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
