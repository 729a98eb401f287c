//! Builds the server and the browser assets. Does nothing if the sources have not changed.
//!
//! cargo compiles both. The browser's part is then processed by wasm-bindgen, in release mode by wasm-opt, and by `xtask/tools/bundle.mjs`,
//! which names, minifies and compresses the files. The result is that of `cargo leptos build`, with tools that install in minutes; `cargo
//! leptos watch` still works and writes to the same folder.

mod browser;

use std::path::PathBuf;

use crate::process::{self, Result};
use crate::{fingerprint, report, workspace};

/// The profile of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Fast to compile.
    Development,
    /// Fast to run, and small to download.
    Release,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Development => "debug",
            Self::Release => "release",
        }
    }

    /// The directory in which cargo puts the server.
    fn directory(self) -> Result<PathBuf> {
        Ok(workspace::target_directory()?.join(self.name()))
    }

    /// The path of the server binary.
    pub(crate) fn server(self) -> Result<PathBuf> {
        let name = format!("server{}", std::env::consts::EXE_SUFFIX);
        Ok(self.directory()?.join(name))
    }
}

/// Builds the server and the browser assets, each only if its sources have changed or its output is missing.
pub(crate) fn ensure(server: Kind, browser: Kind) -> Result {
    ensure_server(server)?;
    ensure_browser(browser)
}

fn ensure_server(kind: Kind) -> Result {
    let binary = kind.server()?;
    let sources = fingerprint::of_sources()?;
    let state = || {
        format!(
            "{sources:016x} {} {:016x}\n",
            binary.display(),
            fingerprint::of_file(&binary)
        )
    };
    unless_built(&format!("server ({})", kind.name()), "server", &state, || {
        let mut command = process::tool("cargo");
        // Built with the features of the whole workspace, like the tests. A selection of packages would compile half of the dependencies a
        // second time.
        command.args(["build", "--workspace", "--bin", "server"]);
        if kind == Kind::Release {
            command.arg("--release");
        }
        process::run(&mut command)
    })
}

/// Builds the browser assets into `target/site`.
pub(crate) fn ensure_browser(kind: Kind) -> Result {
    let sources = fingerprint::of_sources()?;
    let state = || format!("{} {sources:016x} {:016x}\n", kind.name(), fingerprint::of_site());
    unless_built(
        &format!("browser assets ({})", kind.name()),
        "site",
        &state,
        || browser::build(kind),
    )
}

/// Runs `work` unless `state` has not changed since its last run.
fn unless_built(
    what: &str,
    stamp: &str,
    state: &dyn Fn() -> String,
    work: impl FnOnce() -> Result,
) -> Result {
    let stamp = workspace::root().join(format!("target/{stamp}.stamp"));
    if std::fs::read_to_string(&stamp).is_ok_and(|found| found == state()) {
        println!("==> build the {what}: nothing changed");
        return Ok(());
    }
    let unwritable = |error| format!("{} cannot be written: {error}.", stamp.display());
    if let Some(directory) = stamp.parent() {
        std::fs::create_dir_all(directory).map_err(unwritable)?;
    }
    let _ = std::fs::remove_file(&stamp);
    report::timed(&format!("build the {what}"), work)?;
    std::fs::write(&stamp, state()).map_err(unwritable)
}
