//! Builds server and browser parts with cargo-leptos, or does not, when nothing changed since the last time.

use std::path::PathBuf;

use crate::process::{self, Result};
use crate::{fingerprint, report, workspace};

/// Which of the two builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Development,
    Release,
}

impl Kind {
    fn directory(self) -> &'static str {
        match self {
            Self::Development => "debug",
            Self::Release => "release",
        }
    }

    /// The server binary of this build.
    pub(crate) fn server(self) -> Result<PathBuf> {
        let name = format!("server{}", std::env::consts::EXE_SUFFIX);
        Ok(workspace::target_directory()?.join(self.directory()).join(name))
    }
}

/// Builds unless the last build was of this kind, from these very sources, and is still there. Both kinds write to the
/// same site directory, so one stamp tells of both.
pub(crate) fn ensure(kind: Kind) -> Result {
    let stamp = workspace::root().join("target/site.stamp");
    let server = kind.server()?;
    let sources = fingerprint::of_sources()?;
    let expected = || {
        let site = fingerprint::of_site();
        format!(
            "{} {sources:016x} {site:016x} {}\n",
            kind.directory(),
            server.display()
        )
    };
    if server.is_file() && std::fs::read_to_string(&stamp).is_ok_and(|found| found == expected()) {
        println!("==> build: nothing changed");
        return Ok(());
    }
    let _ = std::fs::remove_file(&stamp);
    report::timed(&format!("build ({})", kind.directory()), || {
        let mut command = process::tool("cargo");
        command.args(["leptos", "build"]);
        if kind == Kind::Release {
            command.args(["--release", "--precompress"]);
        }
        process::run(&mut command)
    })?;
    std::fs::write(&stamp, expected())
        .map_err(|error| format!("{} cannot be written: {error}.", stamp.display()))
}
