//! `cargo xtask e2e`: the browser tests, against their own server and their own providers of social login.

use crate::build::{self, Kind};
use crate::postgres::Postgres;
use crate::process::{self, Result};
use crate::providers::Providers;
use crate::report::Report;
use crate::server::{self, TestServer};
use crate::{setup, workspace};

/// Selects the tests that follow a visitor through several pages, which also run on the second database. Validation messages do not depend
/// on the database; what does is tested without a browser, on both.
const JOURNEYS: [&str; 2] = ["--grep", "@journey"];

/// Builds in release mode: a browser compiles the smaller WebAssembly in a fraction of the time, on every page.
pub(crate) fn build() -> Result {
    build::ensure(Kind::Development, Kind::Release)
}

/// Runs the tests on SQLite and, if requested, on PostgreSQL.
pub(crate) fn run(on_postgres: bool, playwright: &[String]) -> Result {
    setup::for_building()?;
    setup::for_browser_tests()?;
    build()?;
    let mut report = Report::default();
    report.step("browser tests on SQLite", || on_sqlite(playwright));
    if on_postgres {
        report.step("browser tests on PostgreSQL", || {
            let postgres = Postgres::start()?
                .ok_or("PostgreSQL is missing: install its server or set TEST_POSTGRES_URL.")?;
            on_database(&postgres, playwright)
        });
    }
    report.finish()
}

/// Runs every browser test on a new SQLite file.
pub(crate) fn on_sqlite(arguments: &[String]) -> Result {
    run_playwright("sqlite", None, arguments)
}

/// Runs the journeys on a new database of `postgres`.
pub(crate) fn journeys_on(postgres: &Postgres) -> Result {
    on_database(postgres, &JOURNEYS.map(str::to_owned))
}

/// Runs every browser test on a new database of `postgres`.
fn on_database(postgres: &Postgres, arguments: &[String]) -> Result {
    let database = postgres.create_database("e2e")?;
    run_playwright("postgres", Some(&database.url), arguments)
}

fn run_playwright(label: &str, database_url: Option<&str>, arguments: &[String]) -> Result {
    let host = server::free_host()?;
    let providers = Providers::start(&host)?;
    let server = TestServer::start_at(host, Kind::Development, database_url, &providers.variables())?;
    let mut playwright = process::tool("npx");
    playwright.current_dir(workspace::root().join("end2end"));
    playwright
        .args(["playwright", "test", "--output", &format!("test-results/{label}")])
        .args(arguments);
    let result = process::run(playwright.env("BASE_URL", format!("http://{}", server.host)));
    if result.is_err() {
        eprintln!("    The end of the server's log:\n{}", server.log_tail());
        eprintln!("    The logs of the providers:\n{}", providers.logs());
    }
    result
}
