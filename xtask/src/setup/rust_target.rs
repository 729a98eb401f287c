//! The compilation target for the browser.

use crate::process::{self, Result};
use crate::report;

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target to the active toolchain. This also works with `RUSTUP_AUTO_INSTALL=0`, unlike naming the target in a toolchain file.
pub(super) fn ensure() -> Result {
    let library =
        process::output(process::tool("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    let is_there = library.is_ok_and(|directory| std::fs::read_dir(directory.trim()).is_ok());
    if is_there {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        return Err(format!(
            "rustup is missing: install it from https://rustup.rs, or {TARGET} for the compiler you have."
        ));
    }
    report::timed(&format!("install the {TARGET} target"), || {
        process::run(process::tool("rustup").args(["target", "add", TARGET]))
    })
}
