//! What a browser runs first. The islands themselves are in `ui`.
#![cfg(target_arch = "wasm32")]

// Links the islands, which nothing here names.
use ui as _;

/// Makes the reactive system ready. The document's script then wakes the islands, one by one.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
