//! The HTML document around every page.

use contract::theme::Theme;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{MetaTags, provide_meta_context};

use super::use_page;
use crate::services::Assets;

/// The document, with the page as its child.
#[component]
pub(super) fn Document(
    /// The page.
    children: Children,
) -> impl IntoView {
    provide_meta_context();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme()>
            <Head />
            <body>
                <a class="skip-link" href="#main">
                    "Skip to content"
                </a>
                {children()}
            </body>
        </html>
    }
}

/// `None` for the system's theme.
fn theme() -> Option<&'static str> {
    let theme = use_page().theme;
    (theme != Theme::System).then(|| theme.name())
}

#[component]
fn Head() -> impl IntoView {
    let assets = use_page().services.assets.clone();
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
            <Loader assets />
            <MetaTags />
        </head>
    }
}

/// Hydrates all islands, parents before their children, so that an island inside the children of another one finds its context.
/// `$$on_hydrate` of `leptos-children` makes the parent the owner of the islands that are hydrated next.
const HYDRATE: &str = "\
    const parents = [];\
    const hydrate = node => {\
        for (const child of [...node.children]) {\
            const isChildren = child.localName === 'leptos-children';\
            if (child.localName === 'leptos-island') {\
                parents.at(-1)?.();\
                app[child.dataset.component](child);\
            }\
            if (isChildren) parents.push(child.$$on_hydrate);\
            hydrate(child);\
            if (isChildren) parents.pop();\
        }\
    };\
    hydrate(document.body);\
    document.documentElement.dataset.hydrated = true;";

/// Loads the style sheet, then the WebAssembly. The page is usable before that is loaded. `data-hydrated` is set when all islands are
/// hydrated.
#[component]
fn Loader(assets: Assets) -> impl IntoView {
    let nonce = use_nonce();
    let start = format!(
        "import start, * as app from {:?};\
         await start({{ module_or_path: {:?} }});\
         app.hydrate();\
         {HYDRATE}",
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
