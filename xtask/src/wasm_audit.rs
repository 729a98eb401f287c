//! Verifies that the browser's part contains no server code, such as database access or password hashing.

use std::path::{Path, PathBuf};

use crate::process::{self, Result};
use crate::workspace;

/// Crates of this workspace that the browser must not get.
const SERVER_CRATES: [&str; 8] = [
    "app",
    "auth",
    "demo",
    "entity",
    "mail",
    "migration",
    "oauth",
    "web",
];
/// Dependencies that it must not get, with those whose names they begin.
const FORBIDDEN_CRATES: [&str; 5] = ["sea-orm", "sqlx", "argon2", "lettre", "askama"];
const FORBIDDEN_STRINGS: [&str; 5] = ["SELECT ", "INSERT INTO", "postgres://", "argon2", "BEGIN PRIVATE"];

/// Fails if the dependency tree of the browser's part contains a crate of the server.
pub(crate) fn of_dependencies(selection: &[&str]) -> Result {
    let mut command = process::tool("cargo");
    command
        .args(["tree", "--edges", "normal", "--prefix", "none"])
        .args(selection);
    let tree = process::output(&mut command)?;
    let mut found: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| is_forbidden(name))
        .collect();
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        Ok(())
    } else {
        Err(format!("The browser crates depend on {}.", found.join(", ")))
    }
}

fn is_forbidden(name: &str) -> bool {
    SERVER_CRATES.contains(&name)
        || FORBIDDEN_CRATES
            .iter()
            .any(|forbidden| name == *forbidden || name.starts_with(&format!("{forbidden}-")))
}

/// Fails if a WebAssembly file contains a string of the server.
pub(crate) fn of_wasm() -> Result {
    let files = wasm_files(&workspace::site_root().join("pkg"));
    if files.is_empty() {
        return Err("There is no WebAssembly file: build first.".to_owned());
    }
    for file in files {
        let bytes =
            std::fs::read(&file).map_err(|error| format!("{} cannot be read: {error}.", file.display()))?;
        let holds = |text: &&str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        if let Some(text) = FORBIDDEN_STRINGS.iter().copied().find(holds) {
            return Err(format!("{} holds `{text}`.", file.display()));
        }
    }
    Ok(())
}

fn wasm_files(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "wasm"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_forbidden_with_its_relatives() {
        assert!(is_forbidden("sea-orm") && is_forbidden("sea-orm-macros") && is_forbidden("sqlx-core"));
        assert!(!is_forbidden("serde") && !is_forbidden("identity"));
    }
}
