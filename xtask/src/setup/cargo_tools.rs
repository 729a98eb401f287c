//! Tools that are installed from crates, each in one exact version.

use crate::process::{self, Result};
use crate::{report, workspace};

/// 0.3.11 requires a newer compiler.
pub(super) const CARGO_LEPTOS: &str = "0.3.7";

/// Installs `package` unless the command `probe` prints `version`.
pub(super) fn ensure(package: &str, probe: &[&str], version: &str) -> Result {
    let printed = process::output(process::tool(probe[0]).args(&probe[1..])).unwrap_or_default();
    if printed.split_whitespace().any(|word| word == version) {
        return Ok(());
    }
    report::timed(&format!("install {package} {version}"), || {
        install(package, version)
    })
}

fn install(package: &str, version: &str) -> Result {
    if process::find("cargo-binstall").is_some() {
        let exact = format!("{package}@{version}");
        let arguments = ["binstall", "--no-confirm", "--force", &exact];
        match process::run(process::tool("cargo").args(arguments)) {
            Ok(()) => return Ok(()),
            Err(sentence) => eprintln!("    {sentence} It will be compiled instead."),
        }
    }
    println!("    compiling {package}: this takes a few minutes, once");
    let mut command = process::tool("cargo");
    command.args(["install", "--locked", "--force", package, "--version", version]);
    command
        .arg("--target-dir")
        .arg(workspace::target_directory()?.join("tools"));
    // Optimised code does not pay off for a tool that runs for a second. cargo-leptos itself does little work.
    let optimisation = if package == "cargo-leptos" { "0" } else { "1" };
    command
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", optimisation)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    process::run(&mut command)
}
