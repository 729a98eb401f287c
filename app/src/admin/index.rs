//! The front page of the admin.

use contract::paths;
use leptos::prelude::*;
use web::{
    AppError, Request,
    components::{AdminBar, Icon, PageLayout, Shape},
    routing::Menu,
};

/// The page at `/admin`: the sections that this staff member may open.
pub(super) async fn index_page(request: Request) -> Result<impl IntoView, AppError> {
    let cards = request
        .routes
        .menu(Menu::Admin)
        .filter(|(_, _, policy)| policy.admits(request.context.viewer()))
        .map(|(label, path, _)| view! { <Section label path /> })
        .collect_view();
    Ok(view! {
        <PageLayout title="Admin" bar=view! { <AdminBar /> }.into_any()>
            <header class="page-header">
                <div class="page-header__title">
                    <h1>"Admin"</h1>
                </div>
            </header>
            <ul class="features">{cards}</ul>
        </PageLayout>
    })
}

/// A card that leads to a section. A section that this page does not know has no sentence.
#[component]
fn Section(label: &'static str, path: &'static str) -> impl IntoView {
    let (shape, text) = match path {
        paths::ADMIN_USERS => (
            Shape::Person,
            "Add, find and change accounts; manage sessions and passwords.",
        ),
        paths::ADMIN_GROUPS => (Shape::Fork, "Sets of permissions, and their members."),
        paths::ADMIN_PERMISSIONS => (Shape::Key, "Every permission, who holds it, and why."),
        paths::ADMIN_AUDIT => (Shape::Page, "Who did what to whom, when, and from where."),
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
