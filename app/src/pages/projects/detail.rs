//! One project.

use contract::{
    paths,
    projects::{ProjectAction, ProjectDetail},
};
use leptos::prelude::*;

use super::{
    access_list::AccessList,
    layout::{ProjectHeader, ProjectLayout, path_of},
};
use crate::{
    components::{RelativeTime, loaded},
    error::AppError,
    url_params::parameter,
};

/// One project, for who may do this with it.
#[server(prefix = "/api", endpoint = "project")]
pub async fn load_project(
    #[server(default)] id: String,
    #[server(default)] deed: ProjectAction,
) -> Result<ProjectDetail, AppError> {
    use crate::ssr::{parse_id, require_viewer};
    use contract::access::Policy;

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    Ok(demo::projects::detail(&request.auth, &viewer, parse_id(&id)?, deed).await?)
}

/// The page at `/projects/{id}`.
#[component]
pub fn ProjectPage() -> impl IntoView {
    let id = parameter("id");
    view! {
        <ProjectLayout title="Project">
            {loaded(
                move || load_project(id.clone(), ProjectAction::View),
                |project| view! { <Project project /> },
            )}
        </ProjectLayout>
    }
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
            <dl class="facts">
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
