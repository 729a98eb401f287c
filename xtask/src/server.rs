//! Prepares and starts the server binary.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::build::Kind;
use crate::child_guard::{ChildGuard, Settings};
use crate::process::{self, Result};
use crate::scratch::Scratch;
use crate::{http, workspace};

/// Runs `server` with these arguments and the location of the browser assets.
pub(crate) fn command(kind: Kind, arguments: &[&str]) -> Result<Command> {
    let mut command = process::tool(kind.server()?);
    command.args(arguments);
    add_site(&mut command);
    Ok(command)
}

fn add_site(command: &mut Command) {
    command.env("LEPTOS_SITE_ROOT", workspace::site_root());
}

/// A server on a free port with its own directory, stopped on drop.
#[derive(Debug)]
pub(crate) struct TestServer {
    process: ChildGuard,
    /// The address, such as `127.0.0.1:3000`.
    pub(crate) host: String,
    log: PathBuf,
    _directory: Scratch,
}

impl TestServer {
    /// Migrates and seeds `database_url` (by default SQLite in the server's directory), and starts serving.
    pub(crate) fn start(kind: Kind, database_url: Option<&str>) -> Result<Self> {
        Self::start_at(free_host()?, kind, database_url, &[])
    }

    /// [`Self::start`] at a given address, with further variables.
    pub(crate) fn start_at(
        host: String,
        kind: Kind,
        database_url: Option<&str>,
        variables: &[(&str, &str)],
    ) -> Result<Self> {
        let directory = Scratch::in_memory("server")?;
        let log = directory.path().join("server.log");
        let sqlite = format!("sqlite://{}", directory.path().join("app.db").display());
        let database_url = database_url.unwrap_or(&sqlite);
        for arguments in [["migrate", "up"].as_slice(), &["seed_roles"], &["seed_demo"]] {
            process::output(&mut isolated(
                kind,
                arguments,
                directory.path(),
                &host,
                database_url,
            )?)?;
        }
        let mut serve = isolated(kind, &["serve"], directory.path(), &host, database_url)?;
        serve.envs(variables.iter().copied());
        let settings = Settings {
            stop: "TERM",
            remove: directory.path(),
            log: &log,
            run_as: None,
        };
        let process = ChildGuard::start(&serve, &settings)?;
        let mut server = Self {
            process,
            host,
            log,
            _directory: directory,
        };
        server.wait_until_ready()?;
        Ok(server)
    }

    fn wait_until_ready(&mut self) -> Result {
        let started = Instant::now();
        while http::get(&self.host, "/healthz", "identity").map_or(0, |answer| answer.status) != 200 {
            if self.process.has_ended() || started.elapsed() > Duration::from_mins(2) {
                return Err(format!(
                    "The server did not become ready. The end of its log:\n{}",
                    self.log_tail()
                ));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// The last lines of the log.
    pub(crate) fn log_tail(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}

fn isolated(
    kind: Kind,
    arguments: &[&str],
    directory: &Path,
    host: &str,
    database_url: &str,
) -> Result<Command> {
    let mut command = process::tool(kind.server()?);
    // Settings from the shell must not affect a server under test.
    command.env_clear();
    command.args(arguments);
    add_site(&mut command);
    // Not in the checkout, where the server would read `.env`.
    command.current_dir(directory);
    command
        .env("APP_ENV", "development")
        .env("LISTEN_ADDR", host)
        .env("PUBLIC_URL", format!("http://{host}"));
    // The tests log in more often than any person, all from one address.
    command
        .env("DATA_DIR", directory)
        .env("DATABASE_URL", database_url)
        .env("RATE_LIMITS", "off");
    // The tests do not depend on the cost of hashing.
    command
        .env("ARGON2_MEMORY_KIB", "64")
        .env("ARGON2_TIME", "1")
        .env("ARGON2_PARALLELISM", "1");
    Ok(command)
}

/// An address of this machine with a free port.
pub(crate) fn free_host() -> Result<String> {
    Ok(format!("127.0.0.1:{}", free_port()?))
}

/// A free port of this machine.
pub(crate) fn free_port() -> Result<u16> {
    let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    port.map(|address| address.port())
        .map_err(|error| format!("No free port: {error}."))
}
