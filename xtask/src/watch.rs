//! `cargo xtask watch`: rebuilds and reloads the page when a file changes.

use std::os::unix::process::CommandExt as _;

use crate::process::{self, Result};
use crate::setup;

/// Installs missing tools, and is replaced by `cargo leptos watch`.
pub(crate) fn run() -> Result {
    setup::for_watching()?;
    let error = process::tool("cargo").args(["leptos", "watch"]).exec();
    Err(format!("`cargo leptos watch` could not be started: {error}."))
}
