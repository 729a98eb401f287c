//! Builds the two parts of the application: the server, and what browsers load. Does nothing where nothing changed.
//!
//! cargo compiles both. The browser's part then goes through wasm-bindgen, for release through wasm-opt, and through
//! `xtask/tools/bundle.mjs`, which names, minifies and compresses. This is what `cargo leptos build` does, from tools that
//! install in minutes; `cargo leptos watch` keeps working beside it and writes to the same folder.

mod browser;

use std::path::PathBuf;

use crate::process::{self, Result};
use crate::{fingerprint, report, workspace};

/// How a part is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Quick to compile.
    Development,
    /// Quick to run, and small to download.
    Release,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Development => "debug",
            Self::Release => "release",
        }
    }

    /// Where cargo puts the server of this kind.
    fn directory(self) -> Result<PathBuf> {
        Ok(workspace::target_directory()?.join(self.name()))
    }

    /// The server binary of this kind.
    pub(crate) fn server(self) -> Result<PathBuf> {
        let name = format!("server{}", std::env::consts::EXE_SUFFIX);
        Ok(self.directory()?.join(name))
    }
}

/// Builds the server and the browser's part, each unless it was built from these very sources and is still there.
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
        // With the features that all members want together, as the tests are built: a selection of its own would compile
        // half of the dependencies a second time.
        command.args(["build", "--workspace", "--bin", "server"]);
        if kind == Kind::Release {
            command.arg("--release");
        }
        process::run(&mut command)
    })
}

/// Builds what browsers load, into `target/site`.
pub(crate) fn ensure_browser(kind: Kind) -> Result {
    let sources = fingerprint::of_sources()?;
    let state = || format!("{} {sources:016x} {:016x}\n", kind.name(), fingerprint::of_site());
    unless_built(
        &format!("browser's part ({})", kind.name()),
        "site",
        &state,
        || browser::build(kind),
    )
}

/// Does `work` unless `state` is what it was after the last time.
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
