//! Installs what is missing, and nothing else: with everything in place this takes a fraction of a second.

mod browser;
mod cargo_tools;
mod npm;
mod rust_target;

use std::time::Instant;

use crate::process::Result;
use crate::report::seconds;
use crate::workspace;

/// What building needs.
pub(crate) fn for_building() -> Result {
    let started = Instant::now();
    rust_target::ensure()?;
    let wasm_bindgen = workspace::locked_version("wasm-bindgen")?;
    cargo_tools::ensure("wasm-bindgen-cli", &["wasm-bindgen", "--version"], &wasm_bindgen)?;
    npm::ensure("xtask/tools")?;
    println!(
        "==> setup: everything is in place ({})",
        seconds(started.elapsed())
    );
    Ok(())
}

/// What `cargo leptos watch` needs on top.
pub(crate) fn for_watching() -> Result {
    for_building()?;
    cargo_tools::ensure(
        "cargo-leptos",
        &["cargo", "leptos", "--version"],
        cargo_tools::CARGO_LEPTOS,
    )
}

/// What the browser tests need on top.
pub(crate) fn for_browser_tests() -> Result {
    npm::ensure("end2end")?;
    browser::ensure()
}
