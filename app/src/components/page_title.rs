//! The title of a page, safe to build from what users wrote.

use contract::site;
use leptos::prelude::*;
use leptos_meta::Title;

/// Sets `<title>` to the page's and the site's name.
///
/// Every title goes through here: `leptos_meta` writes it into the document as it is, so a user name in a title would be
/// markup. It also writes it last, when the page's signals may be gone already: a title is text, not a closure.
#[component]
pub fn PageTitle(
    /// What this page is.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    view! { <Title text=escape(&format!("{title} · {}", site::NAME)) /> }
}

/// Text as the inside of an element that Leptos writes as it is.
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
