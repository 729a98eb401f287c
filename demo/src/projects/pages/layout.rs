//! What the pages of projects have in common.

use leptos::prelude::*;
use web::{
    components::{Breadcrumbs, PageHeader, PageLayout},
    page::title_prefix,
};

use crate::{
    path_of,
    projects::{ProjectDetail, paths},
};

/// The layout of the pages about projects. The title of a page that shows a rejected form begins with "Error".
#[component]
pub(super) fn ProjectLayout(
    /// The title.
    title: &'static str,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! { <PageLayout title=format!("{}{title}", title_prefix())>{children()}</PageLayout> }
}

/// The breadcrumbs, the heading and the main action.
#[component]
pub(super) fn ProjectHeader(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The label of this page in the breadcrumbs.
    #[prop(into)]
    here: String,
    /// The project that this page is below.
    #[prop(optional, into)]
    below: Option<ProjectDetail>,
    /// Label and path of the main action.
    #[prop(optional_no_strip)]
    action: Option<(&'static str, String)>,
) -> impl IntoView {
    let mut above = vec![("Projects".to_owned(), paths::PROJECTS.to_owned())];
    above.extend(below.map(|project| (project.name, path_of(paths::PROJECT, project.id))));
    let action = action.map(|(label, path)| {
        view! {
            <a class="button" href=path>
                {label}
            </a>
        }
    });
    view! {
        <Breadcrumbs above here />
        <PageHeader title>
            {action}
        </PageHeader>
    }
}
