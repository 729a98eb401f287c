//! The providers of social login in the browser tests: the programs in `end2end/providers`.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::child_guard::{ChildGuard, Settings};
use crate::process::{self, Result};
use crate::scratch::Scratch;
use crate::workspace;

const CLIENT_ID: &str = "portico";
const CLIENT_SECRET: &str = "the secret of the browser tests";

/// Both providers, stopped on drop.
pub(crate) struct Providers {
    oidc: Program,
    github: Program,
}

impl Providers {
    /// Starts the providers for the server at `host`, such as `127.0.0.1:3000`.
    pub(crate) fn start(host: &str) -> Result<Self> {
        Ok(Self {
            oidc: Program::start("oidc", host)?,
            github: Program::start("github", host)?,
        })
    }

    /// The configuration of the server.
    pub(crate) fn variables(&self) -> [(&'static str, &str); 7] {
        [
            ("OAUTH_OIDC_NAME", "Acme"),
            ("OAUTH_OIDC_ISSUER", &self.oidc.origin),
            ("OAUTH_OIDC_CLIENT_ID", CLIENT_ID),
            ("OAUTH_OIDC_CLIENT_SECRET", CLIENT_SECRET),
            ("OAUTH_GITHUB_URL", &self.github.origin),
            ("OAUTH_GITHUB_CLIENT_ID", CLIENT_ID),
            ("OAUTH_GITHUB_CLIENT_SECRET", CLIENT_SECRET),
        ]
    }

    /// What the providers have written.
    pub(crate) fn logs(&self) -> String {
        self.oidc.log() + &self.github.log()
    }
}

struct Program {
    process: ChildGuard,
    /// Where it listens, such as `http://localhost:3001`.
    origin: String,
    log: PathBuf,
    _directory: Scratch,
}

impl Program {
    fn start(name: &str, host: &str) -> Result<Self> {
        let directory = Scratch::in_memory(name)?;
        let log = directory.path().join("provider.log");
        let mut node = process::tool("node");
        // Port 0 is a free one.
        node.args([&format!("providers/{name}.mjs"), "0"])
            .current_dir(workspace::root().join("end2end"))
            // To a browser, another site than the server's 127.0.0.1.
            .env("HOST", "localhost")
            .env("CLIENT_ID", CLIENT_ID)
            .env("CLIENT_SECRET", CLIENT_SECRET)
            .env("REDIRECT_URIS", format!("http://{host}/oauth/{name}/callback"));
        let settings = Settings {
            stop: "TERM",
            remove: directory.path(),
            log: &log,
            run_as: None,
        };
        let mut program = Self {
            process: ChildGuard::start(&node, &settings)?,
            origin: String::new(),
            log,
            _directory: directory,
        };
        program.wait_until_ready(name)?;
        Ok(program)
    }

    fn wait_until_ready(&mut self, name: &str) -> Result {
        let started = Instant::now();
        loop {
            let log = self.log();
            if let Some(origin) = workspace::between(&log, "Listening on ", "\n") {
                origin.clone_into(&mut self.origin);
                return Ok(());
            }
            if self.process.has_ended() || started.elapsed() > Duration::from_mins(2) {
                return Err(format!("The provider `{name}` did not start. Its log:\n{log}"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}
