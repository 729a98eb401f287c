//! `cargo xtask test`: unit and integration tests on both databases, then browser tests.

use crate::args::Scope;
use crate::postgres::Postgres;
use crate::process::{self, Result};
use crate::report::Report;
use crate::{e2e, environment, setup};

/// The message if PostgreSQL is missing.
pub(crate) const NO_POSTGRES: &str =
    "PostgreSQL tests were skipped: no PostgreSQL server is installed and TEST_POSTGRES_URL is not set.";

/// Runs the tests.
pub(crate) fn run(scope: Scope) -> Result {
    let mut report = Report::default();
    into_report(scope, &mut report);
    report.finish()
}

/// Runs the tests as steps of `report`.
pub(crate) fn into_report(scope: Scope, report: &mut Report) {
    if scope == Scope::UnitOnly {
        report.step("unit tests", || process::run(&mut runner(&["--lib", "--bins"])));
        return;
    }
    let postgres = start_postgres(report);
    let url = postgres.as_ref().map(Postgres::url);
    report.step("unit and integration tests", || tests(runner(&[]), url));
    report.step("documentation tests", || {
        let mut command = process::tool("cargo");
        command.args(["test", "--doc", "--workspace"]);
        tests(command, url)
    });
    if scope == Scope::Everything {
        in_browser(report, postgres.as_ref());
    }
}

fn in_browser(report: &mut Report, postgres: Option<&Postgres>) {
    let is_ready = report.step("build for the browser tests", || {
        setup::for_building()?;
        setup::for_browser_tests()?;
        e2e::build()
    });
    if is_ready.is_none() {
        report.skip("browser tests", "the build failed");
        return;
    }
    report.step("browser tests on SQLite", || e2e::on_sqlite(&[]));
    match postgres {
        Some(postgres) => {
            report.step("browser journeys on PostgreSQL", || e2e::journeys_on(postgres));
        }
        None => report.skip("browser journeys on PostgreSQL", "there is no PostgreSQL"),
    }
}

fn start_postgres(report: &mut Report) -> Option<Postgres> {
    let found = report.step("start PostgreSQL", || match Postgres::start()? {
        None if environment::is_ci() => Err(NO_POSTGRES.to_owned()),
        found => Ok(found),
    });
    let postgres = found.flatten();
    if postgres.is_none() {
        report.warn(NO_POSTGRES);
    }
    postgres
}

/// nextest if it is installed, otherwise cargo's own runner.
fn runner(arguments: &[&str]) -> std::process::Command {
    let mut command = process::tool("cargo");
    let has_nextest = process::find("cargo-nextest").is_some();
    command.args(if has_nextest {
        ["nextest", "run", "--no-fail-fast"].as_slice()
    } else {
        &["test", "--no-fail-fast"]
    });
    command.arg("--workspace").args(arguments);
    // cargo's runner would also run the documentation tests, which are a separate step.
    if !has_nextest && arguments.is_empty() {
        command.args(["--lib", "--bins", "--tests"]);
    }
    command
}

fn tests(mut command: std::process::Command, postgres_url: Option<&str>) -> Result {
    match postgres_url {
        Some(url) => command.env("TEST_POSTGRES_URL", url),
        None => command.env_remove("TEST_POSTGRES_URL"),
    };
    process::run(&mut command)
}
