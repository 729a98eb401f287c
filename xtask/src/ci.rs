//! `cargo xtask ci`: all checks that every commit has to pass. It continues after a failure, so that all failures are reported at once.

use crate::args::Scope;
use crate::process::{self, Result};
use crate::report::Report;
use crate::{e2e, setup, size, test, wasm_audit, workspace};

const BROWSER_PART: [&str; 4] = ["--package", "browser", "--target", "wasm32-unknown-unknown"];

/// Runs all checks.
pub(crate) fn run() -> Result {
    let mut report = Report::default();
    report.step("format", || cargo(&["fmt", "--all", "--check"], &[]));
    if report
        .step("install missing tools", setup::for_building)
        .is_none()
    {
        return report.finish();
    }
    report.step("lints", || {
        cargo(
            &["clippy", "--workspace", "--all-targets"],
            &["--", "-D", "warnings"],
        )
    });
    report.step("lints of the browser crates", || {
        cargo(
            &[["clippy"].as_slice(), &BROWSER_PART].concat(),
            &["--", "-D", "warnings"],
        )
    });
    report.step("dependencies of the browser crates", || {
        wasm_audit::of_dependencies(&BROWSER_PART)
    });
    report.step("documentation", || {
        let mut command = process::tool("cargo");
        process::run(
            command
                .args(["doc", "--workspace", "--no-deps"])
                .env("RUSTDOCFLAGS", "-D warnings"),
        )
    });
    report.step("types of the browser tests", || {
        setup::for_browser_tests()?;
        let mut check = process::tool("npm");
        check.args(["run", "--silent", "check"]);
        process::run(check.current_dir(workspace::root().join("end2end")))
    });
    if report.step("build", e2e::build).is_some() {
        report.step("strings in the WebAssembly", wasm_audit::of_wasm);
        report.step("size of the first load", size::run);
    }
    test::into_report(Scope::Everything, &mut report);
    report.finish()
}

fn cargo(arguments: &[&str], more: &[&str]) -> Result {
    process::run(process::tool("cargo").args(arguments).args(more))
}
