//! The admin's front page.

use contract::{
    access::{self, Method},
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{ADMIN_SECTIONS, AdminBar, Icon, PageLayout, icon::Shape},
    page_context::use_viewer,
};

/// The page at `/admin`: what this staff member may open.
#[component]
pub fn AdminPage() -> impl IntoView {
    let viewer = use_viewer();
    let cards = ADMIN_SECTIONS
        .into_iter()
        .filter(|(_, path)| access::policy(Method::Get, path).admits(viewer.as_ref()))
        .map(|(label, path)| {
            let (shape, text) = match path {
                paths::ADMIN_USERS => (
                    Shape::Person,
                    "Add, find and change accounts; sessions and passwords.",
                ),
                paths::ADMIN_GROUPS => (Shape::Fork, "Bundles of permissions, and who is in them."),
                paths::ADMIN_PERMISSIONS => (Shape::Key, "Every permission, who holds it, and why."),
                _ => (Shape::Page, "Who did what to whom, when, and from where."),
            };
            view! {
                <li class="card">
                    <Icon shape />
                    <h2>
                        <a href=path>{label}</a>
                    </h2>
                    <p>{text}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <PageLayout title="Admin" bar=view! { <AdminBar /> }.into_any()>
            <header class="page-header">
                <div class="page-header__title">
                    <h1>"Admin"</h1>
                </div>
            </header>
            <ul class="features">{cards}</ul>
        </PageLayout>
    }
}
