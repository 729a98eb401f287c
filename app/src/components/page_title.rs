//! The title of a page, safe to build from what users wrote.

use leptos::prelude::*;
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
    view! { <Title text=move || escape(&format!("{} · Portico", title.get())) /> }
}

fn escape(text: &str) -> String {
    if cfg!(feature = "ssr") {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    } else {
        text.to_owned()
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_itself() {
        assert_eq!(escape("</title><script>&"), "&lt;/title&gt;&lt;script&gt;&amp;");
    }
}
