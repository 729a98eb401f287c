//! The environment of this process and of its child processes.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::workspace;

/// The default address of a development server.
pub(crate) const DEFAULT_ADDRESS: &str = "127.0.0.1:3000";

/// Variables that Cargo sets for a program that it runs. If they were passed on, build scripts that depend on them (such as ring's) would
/// run again whenever a build is started from here instead of from a shell.
const CARGO_PACKAGE_VARIABLES: [&str; 19] = [
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_LINKS",
    "CARGO_MANIFEST_PATH",
    "CARGO_PKG_AUTHORS",
    "CARGO_PKG_DESCRIPTION",
    "CARGO_PKG_HOMEPAGE",
    "CARGO_PKG_LICENSE",
    "CARGO_PKG_LICENSE_FILE",
    "CARGO_PKG_NAME",
    "CARGO_PKG_README",
    "CARGO_PKG_REPOSITORY",
    "CARGO_PKG_RUST_VERSION",
    "CARGO_PKG_VERSION",
    "CARGO_PKG_VERSION_MAJOR",
    "CARGO_PKG_VERSION_MINOR",
    "CARGO_PKG_VERSION_PATCH",
    "CARGO_PKG_VERSION_PRE",
];

/// Reads a variable. An empty one counts as not set.
#[expect(
    clippy::disallowed_methods,
    reason = "the server's configuration has its own reader; this is not the server"
)]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Reads a setting as the server does: from the environment, then from `.env`.
pub(crate) fn setting(name: &str) -> Option<String> {
    variable(name).or_else(|| {
        let file = std::fs::read_to_string(workspace::root().join(".env")).ok()?;
        assigned(&file, name)
    })
}

fn assigned(file: &str, name: &str) -> Option<String> {
    file.lines().find_map(|line| {
        let line = line.trim();
        let (key, value) = line.strip_prefix("export ").unwrap_or(line).split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (key.trim() == name && !value.is_empty()).then(|| value.to_owned())
    })
}

/// Whether this runs unattended. A missing tool is then installed or an error, and never skipped.
pub(crate) fn is_ci() -> bool {
    variable("CI").is_some_and(|value| value != "false" && value != "0")
}

/// The directories that are searched for programs: our npm tools, cargo's, then the user's.
pub(crate) fn search_path() -> &'static [PathBuf] {
    static PATH: OnceLock<Vec<PathBuf>> = OnceLock::new();
    PATH.get_or_init(|| {
        let mut directories = vec![workspace::root().join("xtask/tools/node_modules/.bin")];
        let cargo_home = variable("CARGO_HOME")
            .map(PathBuf::from)
            .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
        directories.extend(cargo_home.map(|home| home.join("bin")));
        directories.extend(std::env::split_paths(&variable("PATH").unwrap_or_default()));
        directories
    })
}

/// Sets the search path above, and the build environment that cargo-leptos uses. Leptos compiles the output name in, so alternating builds
/// with and without it would recompile half of the dependencies each time.
pub(crate) fn prepare(command: &mut Command) {
    if let Ok(path) = std::env::join_paths(search_path()) {
        command.env("PATH", path);
    }
    for name in CARGO_PACKAGE_VARIABLES {
        command.env_remove(name);
    }
    command.env("LEPTOS_OUTPUT_NAME", "portico");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_read_as_the_server_reads_it() {
        let file =
            "# LISTEN_ADDR=no\nexport APP_ENV = 'production'\nLISTEN_ADDR=\"127.0.0.1:4000\"\nEMPTY=\n";
        assert_eq!(assigned(file, "LISTEN_ADDR").as_deref(), Some("127.0.0.1:4000"));
        assert_eq!(assigned(file, "APP_ENV").as_deref(), Some("production"));
        assert_eq!(assigned(file, "EMPTY"), None);
    }
}
