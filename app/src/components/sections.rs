//! The sections that the viewer may open: a link to a closed door is no help.

use contract::{
    access::{self, Method},
    paths,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::page_context::use_viewer;

/// Label and path, in the order of the bar. Who sees one is `contract::access`' business.
const SECTIONS: [(&str, &str); 6] = [
    ("Dashboard", paths::DASHBOARD),
    ("Orders", paths::ORDERS),
    ("Projects", paths::PROJECTS),
    ("Reports", paths::REPORTS),
    ("Basket", paths::BASKET),
    ("Admin", paths::ADMIN),
];

/// A list of links; in the bar on a desktop, in the menu on a phone.
#[component]
pub fn Sections(
    /// Class of each link.
    #[prop(optional)]
    item_class: Option<&'static str>,
    /// Class of the list.
    #[prop(optional)]
    class: Option<&'static str>,
) -> impl IntoView {
    let viewer = use_viewer();
    let here = use_location().pathname.get_untracked();
    let links = SECTIONS
        .into_iter()
        .filter(|(_, path)| access::policy(Method::Get, path).admits(viewer.as_ref()))
        .map(|(label, path)| {
            view! {
                <li>
                    <a class=item_class href=path aria-current=is_within(&here, path).then_some("page")>
                        {label}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class=class>{links}</ul> }
}

/// Is this address the section, or a page of it?
fn is_within(here: &str, section: &str) -> bool {
    here.strip_prefix(section)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_in_its_section() {
        assert!(is_within("/orders", "/orders") && is_within("/orders/5", "/orders"));
        assert!(!is_within("/orders2", "/orders") && !is_within("/", "/orders"));
    }
}
