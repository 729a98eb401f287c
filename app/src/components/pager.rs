//! The way through a list that is longer than a page.

use leptos::prelude::*;

/// Stands under the list.
#[component]
pub fn Pager(
    /// Says how long or in which order the list is.
    #[prop(into)]
    note: String,
    /// Where one can go from here; greyed out where there is nothing.
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
