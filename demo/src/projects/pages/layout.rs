//! What the pages of projects have in common.

use leptos::prelude::*;
use web::{components::PageLayout, page::title_prefix};

use crate::{
    path_of,
    projects::{ProjectDetail, paths},
};

/// A page of projects. One that shows a refused form says so first in its title.
#[component]
pub(super) fn ProjectLayout(
    /// What this page is.
    title: &'static str,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! { <PageLayout title=format!("{}{title}", title_prefix())>{children()}</PageLayout> }
}

/// The way up, the heading and the main action.
#[component]
pub(super) fn ProjectHeader(
    /// The heading.
    #[prop(into)]
    title: String,
    /// What this page is called in the way up.
    #[prop(into)]
    here: String,
    /// The project that this page is below.
    #[prop(optional, into)]
    below: Option<ProjectDetail>,
    /// Label and path of the main action.
    #[prop(optional_no_strip)]
    action: Option<(&'static str, String)>,
) -> impl IntoView {
    let crumb = below.map(|project| {
        view! {
            <li>
                <a href=path_of(paths::PROJECT, project.id)>{project.name}</a>
            </li>
        }
    });
    let action = action.map(|(label, path)| {
        view! {
            <a class="button" href=path>
                {label}
            </a>
        }
    });
    view! {
        <nav class="breadcrumbs" aria-label="Breadcrumbs">
            <ol>
                <li>
                    <a href=paths::PROJECTS>"Projects"</a>
                </li>
                {crumb}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
        <header class="page-header">
            <div class="page-header__title">
                <h1>{title}</h1>
            </div>
            {action}
        </header>
    }
}
