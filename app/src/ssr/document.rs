//! The document around every page. Only the server ever writes one.

use std::sync::Arc;

use contract::theme::Theme;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::{app::App, page_context::use_page};

/// The files that the browser loads, by their hashed names.
#[derive(Clone, Debug)]
pub struct Assets {
    /// URL of the style sheet.
    pub style: String,
    /// URL of the JavaScript that starts the WebAssembly.
    pub script: String,
    /// URL of the WebAssembly.
    pub wasm: String,
    /// The script that reloads the page while developing, with `cargo leptos watch`.
    pub reload: Option<LeptosOptions>,
}

/// The whole document with the application in it.
pub fn document() -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme()>
            <Head />
            <body>
                <App />
            </body>
        </html>
    }
}

/// `None` leaves it to the system.
fn theme() -> Option<&'static str> {
    let theme = use_page().theme;
    (theme != Theme::System).then(|| theme.name())
}

#[component]
fn Head() -> impl IntoView {
    let assets = use_context::<Arc<Assets>>();
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
            {assets.map(|assets| view! { <Loader assets /> })}
            <MetaTags />
        </head>
    }
}

/// Style first, then the WebAssembly, fetched at once: the page is usable before it is there. When it is, every island
/// on the page is woken, and `data-hydrated` says that all of them are.
#[component]
fn Loader(assets: Arc<Assets>) -> impl IntoView {
    let nonce = use_nonce();
    let start = format!(
        "import start, * as app from {:?};\
         await start({{ module_or_path: {:?} }});\
         app.hydrate();\
         for (const island of document.querySelectorAll('leptos-island')) app[island.dataset.component](island);\
         document.documentElement.dataset.hydrated = true;",
        assets.script, assets.wasm
    );
    view! {
        <link rel="stylesheet" href=assets.style.clone() />
        <link rel="modulepreload" href=assets.script.clone() nonce=nonce.clone() />
        <link
            rel="preload"
            href=assets.wasm.clone()
            r#as="fetch"
            r#type="application/wasm"
            crossorigin="anonymous"
        />
        <script type="module" nonce=nonce>
            {start}
        </script>
        {assets.reload.clone().map(|options| view! { <AutoReload options /> })}
    }
}
