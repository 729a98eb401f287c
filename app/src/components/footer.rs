//! The foot of a page.

use leptos::prelude::*;

use super::ThemeSwitch;
use crate::page_context::use_page;

/// A line and a link, where there are any, and the theme switch.
#[component]
pub fn Footer(
    /// What to say.
    #[prop(optional)]
    line: Option<&'static str>,
    /// Where else one may go: label and path.
    #[prop(optional)]
    leads_to: Option<(&'static str, &'static str)>,
) -> impl IntoView {
    let page = use_page();
    view! {
        <footer class="footer">
            {line.map(|line| view! { <p>{line}</p> })}
            {leads_to.map(|(label, path)| view! { <a href=path>{label}</a> })}
            <ThemeSwitch theme=page.theme csrf_token=page.csrf_token />
        </footer>
    }
}
