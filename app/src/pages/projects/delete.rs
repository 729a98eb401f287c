//! Delete a project, after showing what goes along.

use contract::{
    forms, paths,
    projects::{ProjectAction, ProjectDetail},
};
use leptos::prelude::*;

use super::{
    detail::load_project,
    layout::{ProjectHeader, ProjectLayout, path_of},
};
use crate::{
    components::{DeletionCard, loaded},
    error::AppError,
    url_params::parameter,
};

/// Deletes a project.
#[server(prefix = "", endpoint = "projects/{id}/delete")]
pub async fn delete_project(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    demo::projects::delete(&request.auth, &request.origin(), &viewer, parse_id(&id)?).await?;
    request.flash(FlashMessage::ProjectDeleted).await?;
    see_other(paths::PROJECTS);
    Ok(())
}

/// The page at `/projects/{id}/delete`.
#[component]
pub fn DeleteProjectPage() -> impl IntoView {
    let id = parameter("id");
    view! {
        <ProjectLayout title="Delete project">
            {loaded(
                move || load_project(id.clone(), ProjectAction::Delete),
                |project| view! { <Deletion project /> },
            )}
        </ProjectLayout>
    }
}

#[component]
fn Deletion(project: ProjectDetail) -> impl IntoView {
    let title = format!("Delete {}?", project.name);
    let (path, back) = (
        path_of(paths::DELETE_PROJECT, project.id),
        path_of(paths::PROJECT, project.id),
    );
    let items = what_goes(&project);
    view! {
        <ProjectHeader title here="Delete" below=project />
        <DeletionCard
            form=&forms::DELETE_PROJECT
            path
            items
            stays="The audit log keeps that there was a project, and whom it was shared with."
            label="Delete this project"
            back
        />
    }
}

/// The project, and everybody's access to it.
fn what_goes(project: &ProjectDetail) -> Vec<String> {
    let mut lines = vec![format!("The project {} of {}", project.name, project.owner)];
    lines.extend(project.shares.iter().map(|share| {
        let kind = if share.is_group { "the group " } else { "" };
        format!(
            "The access of {kind}{} ({})",
            share.holder,
            share.label().to_lowercase()
        )
    }));
    lines
}
