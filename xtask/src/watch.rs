//! `cargo xtask watch`: rebuilds and reloads the page at each change of a file.

use std::os::unix::process::CommandExt as _;

use crate::process::{self, Result};
use crate::setup;

/// Installs what is missing and becomes `cargo leptos watch`.
pub(crate) fn run() -> Result {
    setup::for_watching()?;
    let error = process::tool("cargo").args(["leptos", "watch"]).exec();
    Err(format!("`cargo leptos watch` could not be started: {error}."))
}
