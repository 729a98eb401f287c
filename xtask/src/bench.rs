//! `cargo xtask bench`: compares the admin's performance with a million users and with a thousand.

use crate::postgres::Postgres;
use crate::process::{self, Result};
use crate::{environment, test};

/// Builds the benchmark in release mode and runs it, on SQLite and on PostgreSQL if the tests would find one.
pub(crate) fn run(users: Option<&str>) -> Result {
    let postgres = Postgres::start()?;
    let mut command = process::tool("cargo");
    command.args(["run", "--release", "--package", "bench", "--"]);
    if let Some(users) = users {
        command.args(["--users", users]);
    }
    match &postgres {
        Some(postgres) => {
            command.env("TEST_POSTGRES_URL", postgres.url());
        }
        None if environment::is_ci() => return Err(test::NO_POSTGRES.to_owned()),
        None => eprintln!("WARNING: {}", test::NO_POSTGRES),
    }
    process::run(&mut command)
}
