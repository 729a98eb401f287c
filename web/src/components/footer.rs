//! The page footer.

use leptos::prelude::*;
use ui::islands::ThemeSwitch;

use super::MenuLinks;
use crate::{page::use_page, routing::Menu};

/// The links of the footer menu with an optional line of text, and the theme switch.
#[component]
pub fn Footer(
    /// A line of small print.
    #[prop(optional)]
    line: Option<&'static str>,
) -> impl IntoView {
    let page = use_page();
    view! {
        <footer class="footer">
            {line.map(|line| view! { <p>{line}</p> <MenuLinks menu=Menu::Footer /> })}
            <ThemeSwitch theme=page.theme csrf_token=page.csrf_token.clone() />
        </footer>
    }
}
