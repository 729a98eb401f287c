//! The links of a menu, restricted to pages that the viewer is allowed to open.

use leptos::prelude::*;

use crate::{page::use_page, routing::Menu};

/// A list of links to the pages that routes have added to this menu. The current page, or its section, is marked.
#[component]
pub fn MenuLinks(
    /// The menu.
    menu: Menu,
    /// The class of each link.
    #[prop(optional)]
    item_class: Option<&'static str>,
    /// The class of the list.
    #[prop(optional)]
    class: Option<&'static str>,
) -> impl IntoView {
    let page = use_page();
    let links = page
        .services
        .routes
        .menu(menu)
        .filter(|(_, _, policy)| policy.admits(page.viewer.as_ref()))
        .map(|(label, path, _)| {
            view! {
                <li>
                    <a class=item_class href=path aria-current=is_within(&page.path, path).then_some("page")>
                        {label}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class=class>{links}</ul> }
}

/// Whether the page is the section, or a page in it.
fn is_within(page: &str, section: &str) -> bool {
    page.strip_prefix(section)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_in_its_section() {
        assert!(is_within("/articles", "/articles") && is_within("/articles/5", "/articles"));
        assert!(!is_within("/articles2", "/articles") && !is_within("/", "/articles"));
    }
}
