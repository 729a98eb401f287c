//! The document title, escaped.

use contract::site;
use leptos::prelude::*;
use leptos_meta::Title;

/// Sets `<title>` to the name of the page and of the site.
///
/// Every page has to use this component: `leptos_meta` does not escape the title, so a username in it would be markup. It also renders the
/// title last, when the page's signals may have been disposed of, so the title is text instead of a closure.
#[component]
pub fn PageTitle(
    /// The title of the page.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    view! { <Title text=escape(&format!("{title} · {}", site::NAME)) /> }
}

/// Escapes text for the content of an element that Leptos does not escape.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_itself() {
        assert_eq!(escape("</title><script>&"), "&lt;/title&gt;&lt;script&gt;&amp;");
    }
}
