//! `cargo xtask e2e`: the browser tests, against a server of their own.

use crate::build::{self, Kind};
use crate::postgres::Postgres;
use crate::process::{self, Result};
use crate::report::Report;
use crate::server::TestServer;
use crate::{setup, workspace};

/// Marks the tests that follow a visitor through several pages, and that the second database gets. What a page says to bad
/// input does not depend on the database; what does is tested without a browser, on both.
const JOURNEYS: [&str; 2] = ["--grep", "@journey"];

/// The browser's part is the one that is released: a browser compiles it in a fraction of the time, at every page.
pub(crate) fn build() -> Result {
    build::ensure(Kind::Development, Kind::Release)
}

/// The command: SQLite, and PostgreSQL where asked for.
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

/// Every browser test, on a new SQLite file.
pub(crate) fn on_sqlite(arguments: &[String]) -> Result {
    play("sqlite", None, arguments)
}

/// The journeys, on a new database of `postgres`.
pub(crate) fn journeys_on(postgres: &Postgres) -> Result {
    on_database(postgres, &JOURNEYS.map(str::to_owned))
}

/// Every browser test, on a new database of `postgres`.
fn on_database(postgres: &Postgres, arguments: &[String]) -> Result {
    let database = postgres.create_database("e2e")?;
    play("postgres", Some(&database.url), arguments)
}

fn play(label: &str, database_url: Option<&str>, arguments: &[String]) -> Result {
    let server = TestServer::start(Kind::Development, database_url)?;
    let mut playwright = process::tool("npx");
    playwright.current_dir(workspace::root().join("end2end"));
    playwright
        .args(["playwright", "test", "--output", &format!("test-results/{label}")])
        .args(arguments);
    let result = process::run(playwright.env("BASE_URL", format!("http://{}", server.host)));
    if result.is_err() {
        eprintln!("    The end of the server's log:\n{}", server.last_words());
    }
    result
}
