//! The list of projects.

use contract::paths::with_query;
use leptos::prelude::*;
use time::OffsetDateTime;
use web::{
    AppError, Policy, Request,
    components::{Authorized, Column, Icon, ListTable, PageHeader, PageLayout, Pager, RelativeTime, Shape},
    page::may_open,
};

use crate::{
    before, path_of,
    permission::project::ADD,
    projects::{ProjectList, ProjectRow, list, paths},
};

/// The page at `/projects`.
pub(in crate::projects) async fn projects_page(request: Request) -> Result<impl IntoView, AppError> {
    let before = before(&request)?;
    let list = list(&request.auth, request.viewer()?, before).await?;
    let content = if list.rows.is_empty() && before.is_none() {
        view! { <NoProjects /> }.into_any()
    } else {
        view! { <List list is_first=before.is_none() /> }.into_any()
    };
    Ok(view! {
        <PageLayout title="Projects">
            <PageHeader title="Projects">
                <Authorized policy=Policy::Holds(ADD)>
                    <a class="button button--primary" href=paths::NEW_PROJECT>
                        "New project"
                    </a>
                </Authorized>
            </PageHeader>
            {content}
        </PageLayout>
    })
}

#[component]
fn List(list: ProjectList, is_first: bool) -> impl IntoView {
    let as_of = list.as_of;
    let rows = list
        .rows
        .into_iter()
        .map(|project| view! { <Row project as_of /> })
        .collect_view();
    let columns = ["Name", "Owner", "You may", "Shared with", "Started"].map(Column::text);
    let to = |before: &str| with_query(paths::PROJECTS, &[("before", before)]);
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
}

#[component]
fn Row(project: ProjectRow, as_of: OffsetDateTime) -> impl IntoView {
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
}

#[component]
fn NoProjects() -> impl IntoView {
    let start = may_open(paths::NEW_PROJECT).then(|| {
        view! {
            <a class="button" href=paths::NEW_PROJECT>
                "Start a project"
            </a>
        }
    });
    view! {
        <section class="card card--flush">
            <div class="empty-state">
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
    use super::*;
    use crate::projects::Rights;

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
