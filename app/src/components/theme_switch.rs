//! System, light or dark: remembered in a cookie, so that the server's first byte has it and nothing flashes.

use contract::{paths, theme::Theme};
use leptos::{prelude::*, web_sys::js_sys::Reflect};

use super::CsrfToken;
use crate::error::AppError;

/// Remembers the choice for a year. It leads nowhere: a plain form comes back to the page it was on.
#[server(prefix = "", endpoint = "theme")]
pub async fn set_theme(#[server(default)] theme: String) -> Result<(), AppError> {
    use crate::ssr::{remember_theme, require};
    use contract::{
        access::Policy,
        field_errors::{FieldError, FieldErrors},
        forms,
    };

    let request = require(Policy::Anyone)?;
    let Some(theme) = Theme::parse(&theme) else {
        let mut errors = FieldErrors::default();
        errors.add(forms::THEME.fields[0].name, FieldError::InvalidChoice);
        return Err(AppError::Invalid(errors));
    };
    remember_theme(&request, theme);
    Ok(())
}

/// Three buttons of one form. Without script they load the page anew; with it the page changes at once, and the cookie
/// is written here: a message to the server would be lost if the visitor moved on before it was sent.
#[island]
pub fn ThemeSwitch(
    /// What is chosen.
    theme: Theme,
    /// See [`CsrfToken`].
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
