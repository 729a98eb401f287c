//! The front page of the admin.

use contract::paths;
use leptos::prelude::*;
use web::{
    AppError, Request,
    components::{AdminBar, Icon, PageHeader, PageLayout, Shape},
    routing::Menu,
};

/// The page at `/admin`: the sections that the viewer may open.
pub(super) async fn index_page(request: Request) -> Result<impl IntoView, AppError> {
    let cards = request
        .routes
        .menu(Menu::Admin)
        .filter(|(_, _, policy)| policy.admits(request.context.viewer()))
        .map(|(label, path, _)| view! { <Section label path /> })
        .collect_view();
    Ok(view! {
        <PageLayout title="Admin" bar=view! { <AdminBar /> }.into_any()>
            <PageHeader title="Admin" />
            <ul class="features">{cards}</ul>
        </PageLayout>
    })
}

/// A card that links to a section. Sections that are not listed here have no description.
#[component]
fn Section(label: &'static str, path: &'static str) -> impl IntoView {
    let (shape, text) = match path {
        paths::ADMIN_USERS => (
            Shape::Person,
            "Find, add and change accounts. Manage their sessions and passwords.",
        ),
        paths::ADMIN_GROUPS => (
            Shape::Fork,
            "Group users and grant permissions to all members at once.",
        ),
        paths::ADMIN_PERMISSIONS => (
            Shape::Key,
            "See which users and groups have each permission, and why.",
        ),
        paths::ADMIN_AUDIT => (
            Shape::Page,
            "A record of logins and changes: what happened, who did it, when and from where.",
        ),
        _ => (Shape::Page, ""),
    };
    view! {
        <li class="card">
            <Icon shape />
            <h2>
                <a href=path>{label}</a>
            </h2>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
        </li>
    }
}
