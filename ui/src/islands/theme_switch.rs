//! The theme switch. The choice is stored in a cookie, so that the server renders the page with it and nothing flashes.

use contract::{paths, theme::Theme};
use leptos::{prelude::*, web_sys::js_sys::Reflect};

use crate::CsrfToken;

/// A form with three buttons. Without JavaScript, they reload the page. With it, the page changes at once and the cookie is written here: a
/// request to the server could be lost if the visitor navigates away.
#[island]
pub fn ThemeSwitch(
    /// The current theme.
    theme: Theme,
    /// The session's CSRF token.
    csrf_token: Option<String>,
) -> impl IntoView {
    let chosen = RwSignal::new(theme);
    let choose = move |event: leptos::ev::MouseEvent, theme: Theme| {
        event.prevent_default();
        chosen.set(theme);
        apply(theme);
        remember(theme);
    };
    let button = move |theme: Theme| {
        view! {
            <button
                name="theme"
                value=theme.name()
                aria-pressed=move || if chosen.get() == theme { "true" } else { "false" }
                on:click=move |event| choose(event, theme)
            >
                {theme.label()}
            </button>
        }
    };
    view! {
        <form class="theme-switch" method="post" action=paths::THEME aria-label="Colour theme">
            <CsrfToken token=csrf_token />
            {Theme::ALL.map(button).into_iter().collect_view()}
        </form>
    }
}

fn apply(theme: Theme) {
    if let Some(html) = document().document_element() {
        let _ = match theme {
            Theme::System => html.remove_attribute("data-theme"),
            _ => html.set_attribute("data-theme", theme.name()),
        };
    }
}

fn remember(theme: Theme) {
    let is_https = window()
        .location()
        .protocol()
        .is_ok_and(|protocol| protocol == "https:");
    let cookie = theme.cookie(is_https);
    let _ = Reflect::set(&document(), &"cookie".into(), &cookie.into());
}
