//! Change a project.

use contract::{field_errors::FieldError, forms::FormData};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, HiddenField, SettingsCard, TextArea, TextField},
    page::rejected,
    redirect,
};

use super::{
    detail::Description,
    layout::{ProjectHeader, ProjectLayout},
};
use crate::{
    path_of,
    projects::{ProjectAction, ProjectDetail, change, detail, forms::ChangeProject, paths},
};

/// The page at `/projects/{id}/edit`.
pub(in crate::projects) async fn edit_project_page(request: Request) -> Result<impl IntoView, AppError> {
    let project = detail(
        &request.auth,
        request.viewer()?,
        request.id()?,
        ProjectAction::Change,
    )
    .await?;
    Ok(view! {
        <ProjectLayout title="Edit project">
            <Edit project />
        </ProjectLayout>
    })
}

/// Saves a project, unless somebody else has since it was opened.
pub(in crate::projects) async fn change_project(
    request: Request,
    form: ChangeProject,
) -> Result<Next, AppError> {
    let id = request.id()?;
    let sent = (&form.draft, form.version.as_str());
    change(&request.auth, &request.origin(), request.viewer()?, id, sent).await?;
    Ok(redirect(path_of(paths::PROJECT, id)).flash("The project has been saved."))
}

#[component]
fn Edit(project: ProjectDetail) -> impl IntoView {
    // A user who has been told, and sees below what is saved now, may replace that: the next form is about this state. A form that was
    // refused for another reason is about the state that it was opened with.
    let is_stale = rejected(ChangeProject::FORM)
        .is_some_and(|rejected| rejected.errors.form.contains(&FieldError::ChangedMeanwhile));
    let saved = is_stale.then(|| view! { <Saved project=project.clone() /> });
    let path = path_of(paths::EDIT_PROJECT, project.id);
    let version = project.version.to_string();
    let (name, description) = (project.name.clone(), project.description.clone());
    let cancel = ("Back to the project", path_of(paths::PROJECT, project.id));
    view! {
        <ProjectHeader title="Edit project" here="Edit" below=project />
        <div class="stack stack--narrow">
            <SettingsCard title="What it is about" id="project-title">
                <Form
                    form=ChangeProject::FORM
                    path
                    submit="Save project"
                    busy="Saving…"
                    button=Button::Plain
                    cancel
                    as_page=true
                >
                    <HiddenField name="version" value=version is_renewed=is_stale />
                    <TextField name="name" label="Name" autocomplete="off" value=name />
                    <TextArea name="description" label="Description" value=description is_optional=true />
                </Form>
            </SettingsCard>
            {saved}
        </div>
    }
}

/// What somebody else saved in the meantime.
#[component]
fn Saved(project: ProjectDetail) -> impl IntoView {
    view! {
        <SettingsCard title="As it is saved now" id="saved-title">
            <h3>{project.name}</h3>
            <Description text=project.description />
        </SettingsCard>
    }
}
