//! Pages, components and server functions. The same code renders on the server and hydrates in the browser.
//!
//! What only the server has (the database, the session, the rules) is reached through [`ssr`] from inside server
//! functions, whose bodies do not exist in the browser. The browser's build contains no table and no hash.
// Views are types, one inside the other: a page is a deep one.
#![recursion_limit = "256"]
#![expect(
    missing_docs,
    reason = "the arguments of a server function become fields that cannot carry doc comments"
)]

pub mod app;
pub mod components;
pub mod error;
pub mod page_context;
pub mod pages;
pub mod server_functions;
#[cfg(feature = "ssr")]
pub mod ssr;

/// Where the browser takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // A form that went well leads to a whole new page: who is looking may have changed, and with it everything.
    // Set before the router sets its own, which would stay on the page.
    let _ = server_fn::redirect::set_redirect_hook(|location| {
        let _ = leptos::prelude::window().location().assign(location);
    });
    leptos::mount::hydrate_body(app::App);
}
