//! The browser for the end-to-end tests: the system's Chromium if there is one, where `end2end/playwright.config.ts` looks as well,
//! otherwise Playwright's own.

use std::path::Path;

use crate::process::{self, Result};
use crate::{environment, report, workspace};

const SYSTEM_CHROMIUM: &str = "/usr/bin/chromium";

/// Installs a browser if none is found.
pub(super) fn ensure() -> Result {
    if Path::new(SYSTEM_CHROMIUM).exists() {
        return Ok(());
    }
    if environment::is_ci() && process::find("apt-get").is_some() && is_root() {
        return report::timed("install Chromium", || {
            process::run(process::tool("apt-get").args(["update", "--quiet=2"]))?;
            let mut install = process::tool("apt-get");
            install.args([
                "install",
                "--yes",
                "--quiet=2",
                "--no-install-recommends",
                "chromium",
            ]);
            process::run(install.env("DEBIAN_FRONTEND", "noninteractive"))
        });
    }
    let directory = workspace::root().join("end2end");
    process::run(
        process::tool("npx")
            .args(["playwright", "install", "chromium"])
            .current_dir(directory),
    )
}

fn is_root() -> bool {
    process::output(process::tool("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
