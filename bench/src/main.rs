//! Compares the admin's performance with a million users and with a thousand.
//!
//! Fills a small and a large database on each engine, runs the queries of the pages on both in turn, and compares the medians.
//! `cargo xtask bench` builds it in release mode and finds a PostgreSQL server.

mod measure;
mod people;
mod progress;
mod questions;
mod seed;
mod subject;
mod table;

use std::process::ExitCode;

use measure::Comparison;
use progress::thousands;
use subject::Subject;

/// The number of users in the small database.
const SMALL_DATABASE_USERS: i64 = 1_000;
/// The maximum ratio of the two medians, for queries that are subject to the limit.
const MAX_RATIO: f64 = 2.0;

/// The error is the message for the user.
type Result<T = ()> = std::result::Result<T, String>;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("A query takes more than {MAX_RATIO} times as long with many users.");
            ExitCode::FAILURE
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Returns whether every query is within the limit.
async fn run() -> Result<bool> {
    let many = users(std::env::args().skip(1))?;
    let mut outcome = Ok(Vec::new());
    let sqlite = &mut outcome;
    testkit::with_sqlite(|small| {
        testkit::with_sqlite(|large| async move {
            *sqlite = until_interrupted("SQLite", &small, &large, many).await;
        })
    })
    .await;
    let sqlite_is_within_limit = report(&outcome?, many);
    // Without PostgreSQL, testkit prints a message and nothing is compared.
    let mut outcome = Ok(Vec::new());
    let postgres = &mut outcome;
    testkit::with_postgres(|small| {
        testkit::with_postgres(|large| async move {
            *postgres = until_interrupted("PostgreSQL", &small, &large, many).await;
        })
    })
    .await;
    Ok(report(&outcome?, many) && sqlite_is_within_limit)
}

/// Prints the table, and returns whether every query is within the limit.
fn report(comparisons: &[Comparison], many: i64) -> bool {
    if !comparisons.is_empty() {
        println!("\n{}", table::table(comparisons, SMALL_DATABASE_USERS, many));
    }
    comparisons.iter().all(Comparison::is_within_limit)
}

/// Ends the benchmark properly on Ctrl-C, so that the databases are removed.
async fn until_interrupted(
    engine: &'static str,
    small: &str,
    large: &str,
    many: i64,
) -> Result<Vec<Comparison>> {
    tokio::select! {
        outcome = compare(engine, small, large, many) => outcome,
        _ = tokio::signal::ctrl_c() => Err("Interrupted.".to_owned()),
    }
}

async fn compare(engine: &'static str, small: &str, large: &str, many: i64) -> Result<Vec<Comparison>> {
    let small = Subject::prepare(engine, small, SMALL_DATABASE_USERS).await?;
    let large = Subject::prepare(engine, large, many).await?;
    let comparisons = measure::compare(engine, &small, &large).await?;
    small.close().await?;
    large.close().await?;
    Ok(comparisons)
}

/// Parses the value of `--users`.
fn users(mut words: impl Iterator<Item = String>) -> Result<i64> {
    let number = match words.next().as_deref() {
        None => Some(1_000_000),
        Some("--users") => words
            .next()
            .and_then(|number| number.replace('_', "").parse().ok()),
        Some(_) => None,
    };
    number
        .filter(|number| *number >= SMALL_DATABASE_USERS && words.next().is_none())
        .ok_or_else(|| {
            format!(
                "Usage: bench [--users N], at least {}",
                thousands(SMALL_DATABASE_USERS)
            )
        })
}

#[cfg(test)]
mod tests {
    use super::users;

    #[test]
    fn a_million_unless_told_otherwise() {
        let parsed = |line: &str| users(line.split_whitespace().map(str::to_owned)).ok();
        assert_eq!(parsed(""), Some(1_000_000));
        assert_eq!(parsed("--users 20_000"), Some(20_000));
        for wrong in [
            "--users",
            "--users 7",
            "--users many",
            "20000",
            "--users 2000 more",
        ] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }
}
