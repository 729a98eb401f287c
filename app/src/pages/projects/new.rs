//! A new project.

use contract::{forms, paths};
use leptos::prelude::*;

use super::layout::{ProjectHeader, ProjectLayout};
use crate::{
    components::{Button, Form, SettingsCard, TextArea, TextField},
    error::AppError,
    page_context::form_state,
};

/// Starts a project of the viewer's own.
#[server(prefix = "", endpoint = "projects/new")]
pub async fn add_project(
    #[server(default)] name: String,
    #[server(default)] description: String,
) -> Result<(), AppError> {
    use crate::ssr::{require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::project};
    use demo::projects::Draft;

    let (request, viewer) = require_viewer(Policy::Holds(project::ADD))?;
    let draft = Draft {
        name: &name,
        description: &description,
    };
    let id = demo::projects::add(&request.auth, &request.origin(), &viewer, draft).await?;
    request.flash(FlashMessage::ProjectAdded).await?;
    see_other(&paths::fill(paths::PROJECT, &[&id.to_string()]));
    Ok(())
}

/// The page at `/projects/new`.
#[component]
pub fn NewProjectPage() -> impl IntoView {
    let start = form_state(&forms::NEW_PROJECT);
    let back = view! {
        <a class="button button--quiet" href=paths::PROJECTS>
            "Back to the projects"
        </a>
    }
    .into_any();
    view! {
        <ProjectLayout title="New project">
            <ProjectHeader title="New project" here="New project" />
            <div class="stack stack--narrow">
                <SettingsCard title="What it is about" id="project-title">
                    <Form form=&forms::NEW_PROJECT
                        start
                        submit="Start project"
                        busy="Starting…"
                        button=Button::Plain
                        beside=back
                    >
                        <TextField name="name" label="Name" autocomplete="off" />
                        <TextArea name="description" label="Description" is_optional=true />
                    </Form>
                </SettingsCard>
            </div>
        </ProjectLayout>
    }
}
