//! The browser assets: the islands as WebAssembly, the script that loads them, and the style sheet.

use std::path::{Path, PathBuf};

use super::Kind;
use crate::process::{self, Result};
use crate::workspace;

const TARGET: &str = "wasm32-unknown-unknown";
/// The profile of the download, from Cargo.toml.
const RELEASE_PROFILE: &str = "wasm-release";
/// A higher level than -O1 makes the file smaller, but its Brotli-compressed form larger (measured: 171 to 182 KB).
const WASM_OPT: [&str; 4] = [
    "-O1",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
];

/// Compiles, binds, optimises in release mode, and bundles into `target/site`.
pub(super) fn build(kind: Kind) -> Result {
    let compiled = compile(kind)?;
    let folder = workspace::target_directory()?.join("browser").join(kind.name());
    let bound = bind(&compiled, &folder)?;
    let wasm = if kind == Kind::Release {
        optimise(&bound, &folder)?
    } else {
        bound
    };
    let hashes = bundle(kind, &folder.join("portico.js"), &wasm)?;
    // The server finds its assets by this list, as with `cargo leptos`.
    let directory = kind.directory()?;
    if directory.is_dir() {
        let list = directory.join("hash.txt");
        std::fs::write(&list, hashes)
            .map_err(|error| format!("{} cannot be written: {error}.", list.display()))?;
    }
    Ok(())
}

fn compile(kind: Kind) -> Result<PathBuf> {
    let mut command = process::tool("cargo");
    command.args(["build", "--package", "browser", "--target", TARGET]);
    let profile = match kind {
        Kind::Development => "debug",
        Kind::Release => {
            command.args(["--profile", RELEASE_PROFILE]);
            RELEASE_PROFILE
        }
    };
    process::run(&mut command)?;
    let target = workspace::target_directory()?;
    Ok(target.join(TARGET).join(profile).join("browser.wasm"))
}

/// Runs wasm-bindgen: writes `portico.js` into `folder` and returns the wasm beside it.
fn bind(compiled: &Path, folder: &Path) -> Result<PathBuf> {
    let mut command = process::tool("wasm-bindgen");
    command.args([
        "--target",
        "web",
        "--no-typescript",
        "--out-name",
        "portico",
        "--out-dir",
    ]);
    process::run(command.arg(folder).arg(compiled))?;
    Ok(folder.join("portico_bg.wasm"))
}

fn optimise(bound: &Path, folder: &Path) -> Result<PathBuf> {
    let optimised = folder.join("portico.opt.wasm");
    let mut command = process::tool("wasm-opt");
    process::run(command.args(WASM_OPT).arg(bound).arg("-o").arg(&optimised))?;
    Ok(optimised)
}

/// Returns the hashes of the files, one line each.
fn bundle(kind: Kind, script: &Path, wasm: &Path) -> Result<String> {
    let root = workspace::root();
    let mut command = process::tool("node");
    command.arg(root.join("xtask/tools/bundle.mjs"));
    for (option, path) in [
        ("--script", script),
        ("--wasm", wasm),
        ("--style", &root.join("style/main.scss")),
        ("--public", &root.join("app/public")),
        ("--out", &workspace::site_root()),
    ] {
        command.arg(option).arg(path);
    }
    if kind == Kind::Release {
        command.args(["--minify", "--precompress"]);
    }
    process::output(&mut command)
}
