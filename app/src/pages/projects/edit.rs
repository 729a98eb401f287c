//! Change a project.

use contract::{
    field_errors::FieldError,
    forms::{self, FormState},
    paths,
    projects::{ProjectAction, ProjectDetail},
};
use leptos::prelude::*;

use super::{
    detail::{Description, load_project},
    layout::{ProjectHeader, ProjectLayout, path_of},
};
use crate::{
    components::{Button, Form, HiddenField, SettingsCard, TextArea, TextField, loaded},
    error::AppError,
    page_context::form_state,
    url_params::parameter,
};

/// Saves a project, unless somebody else has since it was opened.
#[server(prefix = "", endpoint = "projects/{id}/edit")]
pub async fn change_project(
    #[server(default)] id: String,
    #[server(default)] name: String,
    #[server(default)] description: String,
    #[server(default)] version: String,
) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};
    use demo::projects::Draft;

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    let draft = Draft {
        name: &name,
        description: &description,
    };
    let form = (draft, version.as_str());
    demo::projects::change(&request.auth, &request.origin(), &viewer, parse_id(&id)?, form).await?;
    request.flash(FlashMessage::ProjectSaved).await?;
    see_other(&paths::fill(paths::PROJECT, &[&id]));
    Ok(())
}

/// The page at `/projects/{id}/edit`.
#[component]
pub fn EditProjectPage() -> impl IntoView {
    let id = parameter("id");
    view! {
        <ProjectLayout title="Edit project">
            {loaded(
                move || load_project(id.clone(), ProjectAction::Change),
                |project| view! { <Edit project /> },
            )}
        </ProjectLayout>
    }
}

#[component]
fn Edit(project: ProjectDetail) -> impl IntoView {
    let mut start = form_state(&forms::EDIT_PROJECT);
    let is_stale = has_changed_meanwhile(&start);
    // Who has been told, and sees below what is saved now, may replace that: the next form is about this state. A form that
    // was refused for another reason is about the state that it was opened with.
    if is_stale && let Some(refused) = &mut start.refused {
        refused.values.remove("version");
    }
    let saved = is_stale.then(|| view! { <Saved project=project.clone() /> });
    let path = path_of(paths::EDIT_PROJECT, project.id);
    let (id, version) = (project.id.to_string(), project.version.to_string());
    let (name, description) = (project.name.clone(), project.description.clone());
    let back_to = path_of(paths::PROJECT, project.id);
    let back = view! {
        <a class="button button--quiet" href=back_to>
            "Back to the project"
        </a>
    }
    .into_any();
    view! {
        <ProjectHeader title="Edit project" here="Edit" below=project />
        <div class="stack stack--narrow">
            <SettingsCard title="What it is about" id="project-title">
                <Form form=&forms::EDIT_PROJECT
                    path
                    start
                    submit="Save project"
                    busy="Saving…"
                    button=Button::Plain
                    beside=back
                >
                    <HiddenField name="id" value=id />
                    <HiddenField name="version" value=version />
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

fn has_changed_meanwhile(start: &FormState) -> bool {
    start
        .refused
        .as_ref()
        .is_some_and(|refused| refused.errors.form.contains(&FieldError::ChangedMeanwhile))
}
