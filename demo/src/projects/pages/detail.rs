//! One project.

use leptos::prelude::*;
use web::{AppError, Request, components::RelativeTime};

use super::{
    access_list::AccessList,
    layout::{ProjectHeader, ProjectLayout},
};
use crate::{
    path_of,
    projects::{ProjectAction, ProjectDetail, detail, paths},
};

/// The page at `/projects/{id}`.
pub(in crate::projects) async fn project_page(request: Request) -> Result<impl IntoView, AppError> {
    let project = detail(
        &request.auth,
        request.viewer()?,
        request.id()?,
        ProjectAction::View,
    )
    .await?;
    Ok(view! {
        <ProjectLayout title="Project">
            <Project project />
        </ProjectLayout>
    })
}

#[component]
fn Project(project: ProjectDetail) -> impl IntoView {
    let edit = project
        .rights
        .may_change
        .then(|| ("Edit", path_of(paths::EDIT_PROJECT, project.id)));
    view! {
        <ProjectHeader title=project.name.clone() here=project.name.clone() action=edit />
        <div class="columns">
            <About project=project.clone() />
            <div class="columns__side">
                <Access project />
            </div>
        </div>
    }
}

#[component]
fn About(project: ProjectDetail) -> impl IntoView {
    let owner = if project.is_own {
        format!("{} (you)", project.owner)
    } else {
        project.owner
    };
    let delete = project.rights.may_delete.then(|| {
        view! {
            <div class="form__actions">
                <a class="button button--danger-quiet" href=path_of(paths::DELETE_PROJECT, project.id)>
                    "Delete …"
                </a>
            </div>
        }
    });
    view! {
        <section class="card card--stack" aria-labelledby="about-title">
            <header>
                <h2 id="about-title">"About"</h2>
            </header>
            <Description text=project.description />
            <dl class="description-list">
                <dt>"Owner"</dt>
                <dd>{owner}</dd>
                <dt>"Started"</dt>
                <dd>
                    <RelativeTime at=project.created_at as_of=project.as_of />
                </dd>
            </dl>
            {delete}
        </section>
    }
}

/// A paragraph a line.
#[component]
pub(super) fn Description(text: String) -> impl IntoView {
    if text.is_empty() {
        return view! { <p>"Nothing is written about it yet."</p> }.into_any();
    }
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect_view()
        .into_any()
}

#[component]
fn Access(project: ProjectDetail) -> impl IntoView {
    let share = project.rights.may_share.then(|| {
        view! {
            <div class="form__actions">
                <a class="button button--small" href=path_of(paths::SHARE_PROJECT, project.id)>
                    "Share …"
                </a>
            </div>
        }
    });
    view! {
        <section class="card card--stack" aria-labelledby="access-title">
            <header>
                <h2 id="access-title">"Who has access"</h2>
            </header>
            <AccessList project />
            {share}
        </section>
    }
}
