//! PostgreSQL for the tests: the server in `TEST_POSTGRES_URL`, or a temporary one.

mod account;
mod binaries;
mod cluster;

use crate::environment;
use crate::process::{self, Result};

use cluster::Cluster;

/// A PostgreSQL server on which databases can be created.
#[derive(Debug)]
pub(crate) struct Postgres {
    url: String,
    /// Keeps the temporary server running.
    _cluster: Option<Cluster>,
}

impl Postgres {
    /// Connects to the given server or starts a temporary one; `None` if neither is possible.
    pub(crate) fn start() -> Result<Option<Self>> {
        if let Some(url) = environment::variable("TEST_POSTGRES_URL") {
            return Ok(Some(Self { url, _cluster: None }));
        }
        let Some(binaries) = binaries::find() else {
            return Ok(None);
        };
        let cluster = Cluster::start(&binaries)?;
        Ok(Some(Self {
            url: cluster.url(),
            _cluster: Some(cluster),
        }))
    }

    /// The value of `TEST_POSTGRES_URL` for tests.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Creates an empty database, which is dropped with the returned value.
    pub(crate) fn create_database(&self, purpose: &str) -> Result<Database> {
        let name = format!("portico_{purpose}_{}", std::process::id());
        psql(&self.url, &format!("CREATE DATABASE {name}"))?;
        Ok(Database {
            url: with_database(&self.url, &name),
            name,
            server: self.url.clone(),
        })
    }
}

/// A database that is dropped with this value.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) url: String,
    name: String,
    server: String,
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = psql(
            &self.server,
            &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name),
        );
    }
}

/// Runs a statement.
fn psql(url: &str, statement: &str) -> Result {
    let beside_the_server = binaries::find()
        .map(|directory| directory.join("psql"))
        .filter(|file| file.is_file());
    let psql = beside_the_server.or_else(|| process::find("psql"));
    let psql = psql.ok_or("psql is missing: install PostgreSQL's client.")?;
    process::output(process::tool(psql).args(["--no-psqlrc", "--quiet", "--command", statement, url]))
        .map(drop)
}

fn with_database(url: &str, name: &str) -> String {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let start = base.find("://").map_or(0, |at| at + 3);
    let end = base[start..].find('/').map_or(base.len(), |at| start + at);
    let query = if query.is_empty() {
        String::new()
    } else {
        format!("?{query}")
    };
    format!("{}/{name}{query}", &base[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_of_a_url_is_replaced() {
        assert_eq!(
            with_database("postgres://a:b@db:5432/postgres", "x"),
            "postgres://a:b@db:5432/x"
        );
        assert_eq!(with_database("postgres://db", "x"), "postgres://db/x");
        assert_eq!(
            with_database("postgres://db/a?sslmode=require", "x"),
            "postgres://db/x?sslmode=require"
        );
    }
}
