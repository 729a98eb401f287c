//! The foot of a page.

use leptos::prelude::*;

use super::ThemeSwitch;
use crate::page_context::use_page;

/// A line, where there is one to say, and the theme switch.
#[component]
pub fn Footer(
    /// What to say.
    #[prop(optional)]
    line: Option<&'static str>,
) -> impl IntoView {
    let page = use_page();
    view! {
        <footer class="footer">
            {line.map(|line| view! { <p>{line}</p> })}
            <ThemeSwitch theme=page.theme csrf_token=page.csrf_token />
        </footer>
    }
}
