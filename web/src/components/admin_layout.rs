//! The layout of the admin's pages.

use std::iter::once;

use contract::paths;
use leptos::prelude::*;

use super::{Breadcrumbs, MenuLinks, PageHeader, PageLayout};
use crate::{
    page::{may_open, title_prefix},
    routing::Menu,
};

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

/// Top bar, sections, breadcrumbs, heading with the main action, and content.
#[component]
pub fn AdminLayout(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The breadcrumbs: label and path of each page above this one.
    #[prop(optional)]
    above: Vec<(String, String)>,
    /// The main action: label and path. Hidden from viewers who are not allowed to open it.
    #[prop(optional, into)]
    action: Option<Action>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let above = once(("Admin".to_owned(), paths::ADMIN.to_owned()))
        .chain(above)
        .collect();
    let action = action
        .filter(|action| may_open(action.path()))
        .map(|Action { label, href }| view! { <a class="button button--primary" href=href>{label}</a> });
    view! {
        <PageLayout title=format!("{}{title} · Admin", title_prefix()) bar=view! { <AdminBar /> }.into_any()>
            <Breadcrumbs above here=title.clone() />
            <PageHeader title>
                {action}
            </PageHeader>
            {children()}
        </PageLayout>
    }
}

/// The second bar: the sections of the admin that the viewer is allowed to open.
#[component]
pub fn AdminBar() -> impl IntoView {
    view! {
        <nav class="sub-bar" aria-label="Admin">
            <MenuLinks menu=Menu::Admin />
        </nav>
    }
}
