//! System, light or dark: remembered in a cookie, so that the server's first byte has it and nothing flashes.

use contract::{paths, theme::Theme};
use leptos::prelude::*;

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

/// Three buttons of one form. Without script they load the page anew; with it the page changes at once, and the
/// server is told in the background.
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
        leptos::task::spawn_local(async move {
            let _ = set_theme(theme.name().to_owned()).await;
        });
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
