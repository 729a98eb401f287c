//! A new project.

use contract::forms::FormData;
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, SettingsCard, TextArea, TextField},
    redirect,
};

use super::layout::{ProjectHeader, ProjectLayout};
use crate::{
    path_of,
    projects::{add, forms::AddProject, paths},
};

/// The page at `/projects/new`.
pub(in crate::projects) async fn new_project_page(_: Request) -> Result<impl IntoView, AppError> {
    Ok(view! {
        <ProjectLayout title="New project">
            <ProjectHeader title="New project" here="New project" />
            <div class="stack stack--narrow">
                <SettingsCard title="What it is about" id="project-title">
                    <Form
                        form=AddProject::FORM
                        submit="Start project"
                        busy="Starting…"
                        button=Button::Plain
                        cancel=("Back to the projects", paths::PROJECTS.to_owned())
                    >
                        <TextField name="name" label="Name" autocomplete="off" />
                        <TextArea name="description" label="Description" is_optional=true />
                    </Form>
                </SettingsCard>
            </div>
        </ProjectLayout>
    })
}

/// Starts a project of the viewer's own.
pub(in crate::projects) async fn add_project(request: Request, form: AddProject) -> Result<Next, AppError> {
    let id = add(&request.auth, &request.origin(), request.viewer()?, &form.draft).await?;
    Ok(redirect(path_of(paths::PROJECT, id)).flash("The project has been started."))
}
