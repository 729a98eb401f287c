//! Pages about one's own account: the list of sections beside the content.

use contract::paths;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::PageLayout;
use crate::page_context::use_page;

/// Label and path, in the order of the list.
const SECTIONS: [(&str, &str); 4] = [
    ("Profile", paths::PROFILE),
    ("Email", paths::EMAIL),
    ("Password", paths::PASSWORD_CHANGE),
    ("Sessions", paths::SESSIONS),
];

/// Top bar, heading, sections, and one or more cards.
#[component]
pub fn SettingsLayout(
    /// The section that this page is.
    title: &'static str,
    /// The cards.
    children: Children,
) -> impl IntoView {
    let error = if use_page().refused.is_some() {
        "Error: "
    } else {
        ""
    };
    let links = SECTIONS
        .map(|(label, path)| view! { <SectionLink label path /> })
        .into_iter()
        .collect_view();
    view! {
        <PageLayout title=format!("{error}{title} · Settings")>
            <header class="page-header">
                <div class="page-header__title">
                    <h1>"Settings"</h1>
                </div>
            </header>
            <div class="settings">
                <nav class="settings__nav" aria-label="Settings">
                    <ul>
                        {links}
                        <SectionLink label="Delete account" path=paths::DELETE_ACCOUNT class="settings__apart" />
                    </ul>
                </nav>
                <div class="settings__content">{children()}</div>
            </div>
        </PageLayout>
    }
}

#[component]
fn SectionLink(
    label: &'static str,
    path: &'static str,
    #[prop(optional)] class: Option<&'static str>,
) -> impl IntoView {
    let is_here = use_location().pathname.get_untracked() == path;
    view! {
        <li class=class>
            <a href=path aria-current=is_here.then_some("page")>
                {label}
            </a>
        </li>
    }
}
