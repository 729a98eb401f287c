//! npm packages, installed as in the lock file.

use std::path::Path;

use crate::process::{self, Result};
use crate::{report, workspace};

/// Runs `npm ci` in `directory` unless the installation is newer than the lock file.
pub(super) fn ensure(directory: &str) -> Result {
    if process::find("npm").is_none() || process::find("node").is_none() {
        return Err(
            "Node.js is missing: install Node.js 20 or newer with npm (https://nodejs.org).".to_owned(),
        );
    }
    let path = workspace::root().join(directory);
    if is_up_to_date(&path) {
        return Ok(());
    }
    report::timed(&format!("install the npm packages of {directory}"), || {
        process::run(
            process::tool("npm")
                .args(["ci", "--no-fund", "--no-audit"])
                .current_dir(&path),
        )
    })
}

fn is_up_to_date(directory: &Path) -> bool {
    let changed = |file: &str| {
        directory
            .join(file)
            .metadata()
            .and_then(|metadata| metadata.modified())
            .ok()
    };
    let installed = changed("node_modules/.package-lock.json");
    installed.is_some() && installed >= changed("package-lock.json")
}
