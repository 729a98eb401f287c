//! Paths: the checkout, cargo's target directory, and the crates. Also reads versions from Cargo.lock.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::process::{self, Result};

/// The root of the checkout in which `cargo xtask` was called. Determined at run time, because checkouts that share a target directory may
/// share this binary.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let here = called_in().unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        here.parent().map(Path::to_owned).unwrap_or(here)
    })
}

#[expect(clippy::disallowed_methods, reason = "cargo says it through the environment")]
fn called_in() -> Option<PathBuf> {
    std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)
}

/// The directory of the browser assets: `site-root` of Cargo.toml, in the checkout even if the target directory is elsewhere.
pub(crate) fn site_root() -> PathBuf {
    root().join("target/site")
}

/// Cargo's target directory as an absolute path.
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
        .ok_or_else(|| format!("`{package}` is not in Cargo.lock."))
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
