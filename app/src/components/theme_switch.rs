//! System, light or dark: remembered in a cookie, so that the server's first byte has it and nothing flashes.

use contract::{paths, theme::Theme};
use leptos::prelude::*;

use super::CsrfToken;
use crate::{error::AppError, page_context::use_page};

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
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let page = use_page();
    let theme = move || page.with(|page| page.theme);
    let choose = move |event: leptos::ev::MouseEvent, chosen: Theme| {
        event.prevent_default();
        page.update(|page| page.theme = chosen);
        apply(chosen);
        leptos::task::spawn_local(async move {
            let _ = set_theme(chosen.name().to_owned()).await;
        });
    };
    view! {
        <form class="theme-switch" method="post" action=paths::THEME aria-label="Colour theme">
            <CsrfToken />
            {Theme::ALL
                .into_iter()
                .map(|option| {
                    view! {
                        <button
                            name="theme"
                            value=option.name()
                            aria-pressed=move || if theme() == option { "true" } else { "false" }
                            on:click=move |event| choose(event, option)
                        >
                            {option.label()}
                        </button>
                    }
                })
                .collect_view()}
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
