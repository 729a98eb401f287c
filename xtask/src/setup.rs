//! Installs missing tools. If everything is installed, this takes a fraction of a second.

mod browser;
mod cargo_tools;
mod npm;
mod rust_target;

use std::time::Instant;

use crate::process::Result;
use crate::report::seconds;
use crate::workspace;

/// Installs what building needs.
pub(crate) fn for_building() -> Result {
    let started = Instant::now();
    rust_target::ensure()?;
    let wasm_bindgen = workspace::locked_version("wasm-bindgen")?;
    cargo_tools::ensure("wasm-bindgen-cli", &["wasm-bindgen", "--version"], &wasm_bindgen)?;
    npm::ensure("xtask/tools")?;
    println!(
        "==> setup: everything is installed ({})",
        seconds(started.elapsed())
    );
    Ok(())
}

/// Installs what `cargo leptos watch` needs in addition.
pub(crate) fn for_watching() -> Result {
    for_building()?;
    cargo_tools::ensure(
        "cargo-leptos",
        &["cargo", "leptos", "--version"],
        cargo_tools::CARGO_LEPTOS,
    )
}

/// Installs what the browser tests need in addition.
pub(crate) fn for_browser_tests() -> Result {
    npm::ensure("end2end")?;
    browser::ensure()
}
