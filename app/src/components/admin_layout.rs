//! Pages for staff: sections, the way up, heading.

use contract::{
    access::{self, Method},
    paths,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::PageLayout;
use crate::page_context::{use_page, use_viewer};

/// Label and path of the admin's sections. Who sees one is `contract::access`' business.
pub const ADMIN_SECTIONS: [(&str, &str); 4] = [
    ("Users", paths::ADMIN_USERS),
    ("Groups", paths::ADMIN_GROUPS),
    ("Permissions", paths::ADMIN_PERMISSIONS),
    ("Audit log", paths::ADMIN_AUDIT),
];

/// The main action of a page.
pub struct Action {
    label: &'static str,
    href: String,
}

impl Action {
    fn path(&self) -> &str {
        self.href.split('?').next().unwrap_or_default()
    }
}

impl<H: Into<String>> From<(&'static str, H)> for Action {
    fn from((label, href): (&'static str, H)) -> Self {
        let href = href.into();
        Self { label, href }
    }
}

/// Top bar, sections, breadcrumbs, heading with its main action, content.
#[component]
pub fn AdminLayout(
    /// The heading.
    #[prop(into)]
    title: String,
    /// What is above this page: label and path.
    #[prop(optional)]
    above: Vec<(String, String)>,
    /// The main action: label and address; not shown to who may not.
    #[prop(optional, into)]
    action: Option<Action>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let viewer = use_viewer();
    let error = if use_page().refused.is_some() {
        "Error: "
    } else {
        ""
    };
    let crumbs = above
        .into_iter()
        .map(|(label, path)| view! { <li><a href=path>{label}</a></li> })
        .collect_view();
    let action = action
        .filter(|action| access::policy(Method::Get, action.path()).admits(viewer.as_ref()))
        .map(|Action { label, href }| view! { <a class="button button--primary" href=href>{label}</a> });
    view! {
        <PageLayout title=format!("{error}{title} · Admin") bar=view! { <AdminBar /> }.into_any()>
            <nav class="breadcrumbs" aria-label="Breadcrumbs">
                <ol>
                    <li><a href=paths::ADMIN>"Admin"</a></li>
                    {crumbs}
                    <li aria-current="page">{title.clone()}</li>
                </ol>
            </nav>
            <header class="page-header">
                <div class="page-header__title">
                    <h1>{title}</h1>
                </div>
                {action}
            </header>
            {children()}
        </PageLayout>
    }
}

/// The second bar: the sections that this viewer may open.
#[component]
pub fn AdminBar() -> impl IntoView {
    let viewer = use_viewer();
    let here = use_location().pathname.get_untracked();
    let links = ADMIN_SECTIONS
        .into_iter()
        .filter(|(_, path)| access::policy(Method::Get, path).admits(viewer.as_ref()))
        .map(|(label, path)| {
            view! {
                <li>
                    <a href=path aria-current=here.starts_with(path).then_some("page")>
                        {label}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="subbar" aria-label="Admin">
            <ul>{links}</ul>
        </nav>
    }
}
