//! The server binary, prepared and started.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::build::Kind;
use crate::child_guard::{ChildGuard, Terms};
use crate::process::{self, Result};
use crate::scratch::Scratch;
use crate::{http, workspace};

/// What the shell or `.env` may say about a server and a server under test must not hear.
const SETTINGS: [&str; 36] = [
    "ACCOUNT_EMAIL_VERIFICATION",
    "ACCOUNT_LOGIN_METHODS",
    "ACCOUNT_SIGNUP_OPEN",
    "ACCOUNT_USERNAME_FIELD",
    "APP_ENV",
    "ARGON2_MEMORY_KIB",
    "ARGON2_PARALLELISM",
    "ARGON2_TIME",
    "AUTO_MIGRATE",
    "DATABASE_URL",
    "DATA_DIR",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "EMAIL_VERIFICATION_TIMEOUT",
    "LISTEN_ADDR",
    "LOGIN_REDIRECT_URL",
    "LOGOUT_REDIRECT_URL",
    "LOG_FORMAT",
    "OAUTH_GITHUB_CLIENT_ID",
    "OAUTH_GOOGLE_CLIENT_ID",
    "OAUTH_OIDC_CLIENT_ID",
    "PASSWORD_MIN_LENGTH",
    "PASSWORD_RESET_TIMEOUT",
    "PUBLIC_URL",
    "RATE_LIMITS",
    "REDIS_URL",
    "RUST_LOG",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SESSION_COOKIE_AGE",
    "SESSION_COOKIE_DOMAIN",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_SECURE",
    "SESSION_ENGINE",
    "TRUSTED_PROXIES",
];

/// `server subcommand`, knowing where the files for the browser are.
pub(crate) fn command(kind: Kind, arguments: &[&str]) -> Result<Command> {
    let mut command = process::tool(kind.server()?);
    command.args(arguments);
    command.env("LEPTOS_SITE_ROOT", workspace::site_root());
    command
        .env("LEPTOS_SITE_PKG_DIR", "pkg")
        .env("LEPTOS_HASH_FILES", "true");
    Ok(command)
}

/// A server on a free port with a directory of its own, stopped on drop.
#[derive(Debug)]
pub(crate) struct TestServer {
    process: ChildGuard,
    /// `127.0.0.1:PORT`
    pub(crate) host: String,
    log: PathBuf,
    _directory: Scratch,
}

impl TestServer {
    /// Migrates and seeds `database_url` (SQLite in the directory where there is none) and starts serving it.
    pub(crate) fn start(kind: Kind, database_url: Option<&str>) -> Result<Self> {
        let directory = Scratch::in_memory("server")?;
        let host = format!("127.0.0.1:{}", free_port()?);
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
        let serve = isolated(kind, &["serve"], directory.path(), &host, database_url)?;
        let terms = Terms {
            stop: "TERM",
            remove: directory.path(),
            log: &log,
            run_as: None,
        };
        let process = ChildGuard::start(&serve, &terms)?;
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
            if self.process.has_ended() || started.elapsed() > Duration::from_secs(30) {
                return Err(format!(
                    "The server did not get ready; the end of what it said:\n{}",
                    self.last_words()
                ));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// The last lines of its log.
    pub(crate) fn last_words(&self) -> String {
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
    let mut command = command(kind, arguments)?;
    for name in SETTINGS {
        command.env_remove(name);
    }
    // Not in the checkout: there it would read `.env`.
    command.current_dir(directory);
    command
        .env("APP_ENV", "development")
        .env("LISTEN_ADDR", host)
        .env("PUBLIC_URL", format!("http://{host}"));
    // The tests log in more often in a minute than any person, all from one address.
    command
        .env("DATA_DIR", directory)
        .env("DATABASE_URL", database_url)
        .env("RATE_LIMITS", "off");
    Ok(command)
}

/// A port of this machine that nobody listens on.
pub(crate) fn free_port() -> Result<u16> {
    let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    port.map(|address| address.port())
        .map_err(|error| format!("This machine gives no port: {error}."))
}
