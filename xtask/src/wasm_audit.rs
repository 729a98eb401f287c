//! Proves that what the browser downloads has nothing of the database or of password hashing in it.

use std::path::{Path, PathBuf};

use crate::process::{self, Result};
use crate::workspace;

const FORBIDDEN_CRATES: [&str; 8] = [
    "sea-orm",
    "sqlx",
    "argon2",
    "entity",
    "migration",
    "mail",
    "lettre",
    "askama",
];
const FORBIDDEN_STRINGS: [&str; 5] = ["SELECT ", "INSERT INTO", "postgres://", "argon2", "BEGIN PRIVATE"];

/// Fails where the dependency tree of the browser's build names a crate of the server's.
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
        Err(format!("The browser's part depends on {}.", found.join(", ")))
    }
}

fn is_forbidden(name: &str) -> bool {
    FORBIDDEN_CRATES
        .iter()
        .any(|forbidden| name == *forbidden || name.starts_with(&format!("{forbidden}-")))
}

/// Fails where a wasm file that was built for the browser holds a string of the server's.
pub(crate) fn of_wasm() -> Result {
    let files = wasm_files(&workspace::site_root().join("pkg"));
    if files.is_empty() {
        return Err("There is no wasm to look at: build first.".to_owned());
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
