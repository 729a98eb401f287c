//! The layout of the admin's pages.

use contract::paths;
use leptos::prelude::*;

use super::{MenuLinks, PageLayout};
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
    let crumbs = above
        .into_iter()
        .map(|(label, path)| view! { <li><a href=path>{label}</a></li> })
        .collect_view();
    let action = action
        .filter(|action| may_open(action.path()))
        .map(|Action { label, href }| view! { <a class="button button--primary" href=href>{label}</a> });
    view! {
        <PageLayout title=format!("{}{title} · Admin", title_prefix()) bar=view! { <AdminBar /> }.into_any()>
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

/// The second bar: the sections of the admin that the viewer is allowed to open.
#[component]
pub fn AdminBar() -> impl IntoView {
    view! {
        <nav class="sub-bar" aria-label="Admin">
            <MenuLinks menu=Menu::Admin />
        </nav>
    }
}
