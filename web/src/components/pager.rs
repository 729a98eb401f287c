//! Pagination links.

use leptos::prelude::*;

/// The pagination below a list.
#[component]
pub fn Pager(
    /// A note, such as the length or the order of the list.
    #[prop(into)]
    note: String,
    /// The links. One without a target is disabled.
    #[prop(into)]
    links: Vec<(&'static str, Option<String>)>,
) -> impl IntoView {
    let links = links
        .into_iter()
        .map(|(label, href)| view! { <PageLink label href /> })
        .collect_view();
    view! {
        <nav class="toolbar pager" aria-label="Pages">
            <p>{note}</p>
            <div class="toolbar__group">{links}</div>
        </nav>
    }
}

#[component]
fn PageLink(label: &'static str, href: Option<String>) -> impl IntoView {
    match href {
        Some(href) => view! {
            <a class="button button--small" href=href>
                {label}
            </a>
        }
        .into_any(),
        None => view! {
            <a class="button button--small" role="link" aria-disabled="true">
                {label}
            </a>
        }
        .into_any(),
    }
}
