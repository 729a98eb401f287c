//! The foot of a page.

use leptos::prelude::*;

use super::ThemeSwitch;

/// A line, where there is one to say, and the theme switch.
#[component]
pub fn Footer(
    /// What to say.
    #[prop(optional)]
    line: Option<&'static str>,
) -> impl IntoView {
    view! {
        <footer class="footer">
            {line.map(|line| view! { <p>{line}</p> })}
            <ThemeSwitch />
        </footer>
    }
}
