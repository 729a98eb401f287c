//! A temporary PostgreSQL server.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::child_guard::{ChildGuard, Settings};
use crate::process::{self, Result};
use crate::scratch::Scratch;
use crate::server::free_port;

use super::account;

/// A running server. Its files are removed on drop.
#[derive(Debug)]
pub(super) struct Cluster {
    _process: ChildGuard,
    port: u16,
    _directory: Scratch,
}

impl Cluster {
    /// Creates and starts a server with the programs in `binaries`. Returns when it accepts connections.
    pub(super) fn start(binaries: &Path) -> Result<Self> {
        let directory = Scratch::new("postgres")?;
        let path = directory.path();
        let run_as = account::other_than_root(path)?;
        if let Some((user, group)) = run_as {
            chown(path, Some(user), Some(group))
                .map_err(|error| format!("{} cannot be given away: {error}.", path.display()))?;
        }
        // The locale of production, which not every system knows by this name.
        initialise(binaries, path, run_as, "C.UTF-8").or_else(|_| initialise(binaries, path, run_as, "C"))?;

        let port = free_port()?;
        let mut postgres = process::tool(binaries.join("postgres"));
        postgres.current_dir(path).arg("-D").arg(path.join("data"));
        for setting in [
            "listen_addresses=127.0.0.1",
            "fsync=off",
            "synchronous_commit=off",
            "max_connections=200",
        ] {
            postgres.args(["-c", setting]);
        }
        postgres.args([
            "-c",
            &format!("port={port}"),
            "-c",
            &format!("unix_socket_directories={}", path.display()),
        ]);
        let log = path.join("postgres.log");
        let settings = Settings {
            stop: "INT",
            remove: path,
            log: &log,
            run_as,
        };
        let mut process = ChildGuard::start(&postgres, &settings)?;

        let url = url(port);
        let started = Instant::now();
        while super::psql(&url, "SELECT 1").is_err() {
            if process.has_ended() || started.elapsed() > Duration::from_mins(2) {
                let log = std::fs::read_to_string(&log).unwrap_or_default();
                return Err(format!("PostgreSQL did not start:\n{log}"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(Self {
            _process: process,
            port,
            _directory: directory,
        })
    }

    /// The URL of the superuser, who has no password.
    pub(super) fn url(&self) -> String {
        url(self.port)
    }
}

fn url(port: u16) -> String {
    format!("postgres://portico@127.0.0.1:{port}/postgres")
}

fn initialise(binaries: &Path, directory: &Path, run_as: Option<(u32, u32)>, locale: &str) -> Result {
    let mut initdb = process::tool(binaries.join("initdb"));
    initdb
        .current_dir(directory)
        .arg("--pgdata")
        .arg(directory.join("data"));
    initdb.args([
        "--username=portico",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-sync",
        &format!("--locale={locale}"),
    ]);
    if let Some((user, group)) = run_as {
        initdb.gid(group).uid(user);
    }
    process::output(&mut initdb).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postgres::{binaries, psql};

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        let Some(binaries) = binaries::find() else { return };
        let cluster = Cluster::start(&binaries).unwrap();
        let url = cluster.url();
        assert_eq!(psql(&url, "CREATE DATABASE anything"), Ok(()));
        drop(cluster);
        assert!(psql(&url, "SELECT 1").is_err());
        let ours = format!("portico-postgres-{}-", std::process::id());
        let mut left = std::fs::read_dir(std::env::temp_dir()).unwrap().flatten();
        assert!(!left.any(|entry| entry.file_name().to_string_lossy().starts_with(&ours)));
    }
}
