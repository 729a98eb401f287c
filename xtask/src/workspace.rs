//! Where things are: the checkout, cargo's target directory, and versions that Cargo.lock decides.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::process::{self, Result};

/// The top of the checkout.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// What cargo-leptos writes for the browser: `site-root` of Cargo.toml, in the checkout whatever the target directory.
pub(crate) fn site_root() -> PathBuf {
    root().join("target/site")
}

/// Cargo's target directory, absolute.
pub(crate) fn target_directory() -> Result<&'static Path> {
    static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
    if let Some(known) = DIRECTORY.get() {
        return Ok(known);
    }
    let metadata = process::output(process::tool("cargo").args([
        "metadata",
        "--no-deps",
        "--offline",
        "--format-version=1",
    ]))?;
    let directory = between(&metadata, "\"target_directory\":\"", "\"")
        .ok_or("`cargo metadata` does not say where the target directory is.")?;
    Ok(DIRECTORY.get_or_init(|| PathBuf::from(directory.replace("\\\\", "\\"))))
}

/// The version of `package` in Cargo.lock.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path)
        .map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
    between(&lock, &format!("name = \"{package}\"\nversion = \""), "\"")
        .map(str::to_owned)
        .ok_or_else(|| format!("Cargo.lock names no `{package}`."))
}

/// The directories of the workspace's crates.
pub(crate) fn crates() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root()).into_iter().flatten().flatten();
    let mut crates: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.join("Cargo.toml").is_file())
        .collect();
    crates.sort();
    crates
}

/// The part of `text` between `start` and the next `end`.
pub(crate) fn between<'text>(text: &'text str, start: &str, end: &str) -> Option<&'text str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(part, _)| part)
}
