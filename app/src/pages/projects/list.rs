//! The list of projects.

use contract::{
    access::Policy,
    paths,
    permission::project,
    projects::{ProjectList, ProjectRow},
};
use leptos::prelude::*;

use super::layout::path_of;
use crate::{
    components::{Authorized, Column, Icon, ListTable, PageLayout, Pager, RelativeTime, icon::Shape, loaded},
    error::AppError,
    page_context::may_open,
    url_params::query,
};

/// The projects that the viewer may view.
#[server(prefix = "/api", endpoint = "projects")]
pub async fn load_projects(#[server(default)] before: String) -> Result<ProjectList, AppError> {
    use crate::ssr::{parse_id, require_viewer};

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    let before = if before.is_empty() {
        None
    } else {
        Some(parse_id(&before)?)
    };
    Ok(demo::projects::list(&request.auth, &viewer, before).await?)
}

/// The page at `/projects`.
#[component]
pub fn ProjectsPage() -> impl IntoView {
    let before = query("before");
    let is_first = before.is_empty();
    let may_add = may_open(paths::NEW_PROJECT);
    view! {
        <PageLayout title="Projects">
            <header class="page-header">
                <div class="page-header__title">
                    <h1>"Projects"</h1>
                </div>
                <Authorized policy=Policy::Holds(project::ADD)>
                    <a class="button button--primary" href=paths::NEW_PROJECT>
                        "New project"
                    </a>
                </Authorized>
            </header>
            {loaded(
                move || load_projects(before.clone()),
                move |list| view! { <List list may_add is_first /> },
            )}
        </PageLayout>
    }
}

#[component]
fn List(list: ProjectList, may_add: bool, is_first: bool) -> impl IntoView {
    if list.rows.is_empty() && is_first {
        return view! { <NoProjects may_add /> }.into_any();
    }
    let as_of = list.as_of;
    let rows = list
        .rows
        .into_iter()
        .map(|project| {
            let shared = shared_with(&project);
            let badge = if project.rights.are_full() {
                "badge badge--accent"
            } else {
                "badge"
            };
            let owner = if project.is_own {
                "you".to_owned()
            } else {
                project.owner
            };
            view! {
                <tr>
                    <th scope="row">
                        <a href=path_of(paths::PROJECT, project.id)>{project.name}</a>
                    </th>
                    <td data-label="Owner">{owner}</td>
                    <td>
                        <span class=badge>{project.rights.label()}</span>
                    </td>
                    <td data-label="Shared with">{shared}</td>
                    <td data-label="Started">
                        <RelativeTime at=project.created_at as_of />
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = ["Name", "Owner", "You may", "Shared with", "Started"].map(Column::text);
    let to = |before: &str| paths::with_query(paths::PROJECTS, &[("before", before)]);
    let links = [
        ("Newest", (!is_first).then(|| to(""))),
        ("Older", list.next.map(|before| to(&before.to_string()))),
    ];
    view! {
        <section class="card card--flush" aria-label="Projects">
            <ListTable caption="Projects that you may view, newest first" columns>
                {rows}
            </ListTable>
            <Pager note="Newest first" links />
        </section>
    }
    .into_any()
}

#[component]
fn NoProjects(may_add: bool) -> impl IntoView {
    let start = may_add.then(|| {
        view! {
            <a class="button" href=paths::NEW_PROJECT>
                "Start a project"
            </a>
        }
    });
    view! {
        <section class="card card--flush">
            <div class="empty">
                <Icon shape=Shape::Page />
                <h2>"No projects yet"</h2>
                <p>"Your projects will be listed here, and those that others share with you."</p>
                {start}
            </div>
        </section>
    }
}

/// "2 users, 1 group".
fn shared_with(project: &ProjectRow) -> String {
    let counted = |count: i64, one: &str| {
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {one}{plural}"))
    };
    let parts = [counted(project.users, "user"), counted(project.groups, "group")];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        "nobody else".to_owned()
    } else {
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use contract::projects::Rights;
    use time::OffsetDateTime;

    use super::*;

    #[test]
    fn holders_are_counted_in_words() {
        for (users, groups, said) in [
            (0, 0, "nobody else"),
            (1, 0, "1 user"),
            (2, 1, "2 users, 1 group"),
            (0, 3, "3 groups"),
        ] {
            let row = ProjectRow {
                id: 1,
                name: String::new(),
                owner: String::new(),
                is_own: true,
                rights: Rights::default(),
                users,
                groups,
                created_at: OffsetDateTime::UNIX_EPOCH,
            };
            assert_eq!(shared_with(&row), said);
        }
    }
}
