//! A hash over all inputs of a build, which changes when a file is changed, added or removed.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use crate::process::Result;
use crate::workspace;

/// The top-level files that a build reads, besides the crates and the style sheet.
const FILES: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "rust-toolchain.toml",
    "xtask/tools/bundle.mjs",
    "xtask/tools/package-lock.json",
];

/// The directories in a crate that no build reads.
const IGNORED: [&str; 4] = ["tests", "target", "node_modules", "snapshots"];

/// The crates that are not part of the application.
const TOOLS: [&str; 4] = ["bench", "testapp", "testkit", "xtask"];

/// The hash over path, length and modification time of all source files.
pub(crate) fn of_sources() -> Result<u64> {
    let root = workspace::root();
    let mut hasher = DefaultHasher::new();
    for name in FILES {
        add_file(&root.join(name), &mut hasher);
    }
    for directory in workspace::crates()
        .iter()
        .filter(|directory| !TOOLS.iter().any(|tool| directory.ends_with(tool)))
    {
        add_directory(directory, &mut hasher)?;
    }
    add_directory(&root.join("style"), &mut hasher)?;
    Ok(hasher.finish())
}

/// The hash over length and modification time of a file; a different value if it is missing.
pub(crate) fn of_file(path: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    add_file(path, &mut hasher);
    hasher.finish()
}

/// The hash over the names of the browser assets, which contain content hashes.
pub(crate) fn of_site() -> u64 {
    let entries = std::fs::read_dir(workspace::site_root().join("pkg"))
        .into_iter()
        .flatten()
        .flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
    names.sort();
    let mut hasher = DefaultHasher::new();
    names.hash(&mut hasher);
    hasher.finish()
}

fn add_directory(directory: &Path, hasher: &mut DefaultHasher) -> Result {
    let unreadable = |error| format!("{} cannot be read: {error}.", directory.display());
    let entries = std::fs::read_dir(directory).map_err(unreadable)?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()
        .map_err(unreadable)?;
    paths.sort();
    for path in paths {
        if !path.is_dir() {
            add_file(&path, hasher);
        } else if !IGNORED.iter().any(|name| path.ends_with(name)) {
            add_directory(&path, hasher)?;
        }
    }
    Ok(())
}

fn add_file(path: &Path, hasher: &mut DefaultHasher) {
    path.hash(hasher);
    if let Ok(metadata) = path.metadata() {
        metadata.len().hash(hasher);
        metadata.modified().ok().hash(hasher);
    }
}
