//! A fresh, empty database for each test, on SQLite and on PostgreSQL.
//!
//! Tests come in pairs: [`on_both_databases!`] turns one async function that takes a database URL into a test on
//! each engine, so that a failure says by its name which of the two disagrees.
#![expect(
    clippy::missing_panics_doc,
    reason = "a test that cannot get its database has to stop"
)]

pub mod schema;

use std::future::Future;

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// Declares `mod $name { sqlite, postgres }`: the same test on both engines.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($url:ident: String) $body:block)+) => {
        $(
            $(#[$meta])*
            mod $name {
                #[allow(unused_imports, reason = "not every test needs what its file imports")]
                use super::*;

                async fn body($url: String) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn sqlite() {
                    $crate::with_sqlite(body).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn postgres() {
                    $crate::with_postgres(body).await;
                }
            }
        )+
    };
}

/// Runs a test on a new SQLite file, which is gone afterwards.
pub async fn with_sqlite<F: Future<Output = ()>>(test: impl FnOnce(String) -> F) {
    let dir = TempDir::new().expect("a temporary directory");
    test(format!("sqlite://{}/test.db", dir.path().display())).await;
}

/// Runs a test on a new database of the server that `TEST_POSTGRES_URL` names, which is dropped afterwards.
///
/// Without the variable the test is skipped, and says so; under `CI=true` it fails, so that nobody mistakes a
/// skipped engine for a green one. `cargo xtask test` starts a throw-away server and sets the variable.
pub async fn with_postgres<F: Future<Output = ()>>(test: impl FnOnce(String) -> F) {
    let Some(server) = variable("TEST_POSTGRES_URL") else {
        assert!(
            variable("CI").is_none(),
            "TEST_POSTGRES_URL is not set, and CI does not skip PostgreSQL"
        );
        eprintln!("SKIPPED on PostgreSQL: TEST_POSTGRES_URL is not set (cargo xtask test sets it)");
        return;
    };
    let admin = Database::connect(&server)
        .await
        .expect("TEST_POSTGRES_URL leads to a server");
    let name = format!("portico_test_{:016x}", rand::random::<u64>());
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .expect("a new database");
    let (base, _) = server.rsplit_once('/').expect("a URL with a database name");
    test(format!("{base}/{name}")).await;
    admin
        .execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)"))
        .await
        .expect("dropped again");
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test harness speaks through the environment"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
