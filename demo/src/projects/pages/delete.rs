//! Delete a project, after a page that lists what will be deleted with it.

use contract::forms::FormData;
use leptos::prelude::*;
use web::{AppError, Next, Request, components::DeletionCard, redirect};

use super::layout::{ProjectHeader, ProjectLayout};
use crate::{
    path_of,
    projects::{ProjectAction, ProjectDetail, delete, detail, forms::DeleteProject, paths},
};

/// The page at `/projects/{id}/delete`.
pub(in crate::projects) async fn delete_project_page(request: Request) -> Result<impl IntoView, AppError> {
    let project = detail(
        &request.auth,
        request.viewer()?,
        request.id()?,
        ProjectAction::Delete,
    )
    .await?;
    Ok(view! {
        <ProjectLayout title="Delete project">
            <Deletion project />
        </ProjectLayout>
    })
}

/// Deletes a project.
pub(in crate::projects) async fn delete_project(
    request: Request,
    _: DeleteProject,
) -> Result<Next, AppError> {
    delete(&request.auth, &request.origin(), request.viewer()?, request.id()?).await?;
    Ok(redirect(paths::PROJECTS).flash("The project has been deleted."))
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
            form=DeleteProject::FORM
            path
            items
            retained="Audit log entries about the project, including whom it was shared with, are not deleted."
            label="Delete this project"
            back
        />
    }
}

/// The project, and the access of each user and group.
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
