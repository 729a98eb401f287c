//! The title of a page, safe to build from what users wrote.

use leptos::{prelude::*, text_prop::TextProp};
use leptos_meta::Title;

/// Sets `<title>` to "… · Portico".
///
/// Every title goes through here: `leptos_meta` writes it into the server's document as it is, so a user name in a
/// title would be markup. In the browser it is set as text and needs no escaping.
#[component]
pub fn PageTitle(
    /// What this page is.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    let full = |title: String| format!("{title} · Portico");
    // The server writes titles last, when the page's signals may be gone already.
    let text: TextProp = if cfg!(feature = "ssr") {
        escape(&full(title.get_untracked())).into()
    } else {
        (move || full(title.get())).into()
    };
    view! { <Title text /> }
}

fn escape(text: &str) -> String {
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
