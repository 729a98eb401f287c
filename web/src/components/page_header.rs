//! The heading of a page, and the breadcrumbs above it.

use leptos::prelude::*;

/// The heading of a page, with its main action at the other end of the line.
#[component]
pub fn PageHeader(
    /// The heading.
    #[prop(into)]
    title: String,
    /// A badge after the heading.
    #[prop(optional, into)]
    badge: Option<AnyView>,
    /// The main action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-header">
            <div class="page-header__title">
                <h1>{title}</h1>
                {badge}
            </div>
            {children.map(|children| children())}
        </header>
    }
}

/// Links to the pages above this one.
#[component]
pub fn Breadcrumbs(
    /// The label and path of each page above this one.
    above: Vec<(String, String)>,
    /// The label of this page.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let above = above
        .into_iter()
        .map(|(label, path)| view! { <li><a href=path>{label}</a></li> })
        .collect_view();
    view! {
        <nav class="breadcrumbs" aria-label="Breadcrumbs">
            <ol>
                {above}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
