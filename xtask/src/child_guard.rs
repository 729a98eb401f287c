//! A background process that does not outlive this one, whether it fails, panics, or is interrupted or killed.

use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::environment;
use crate::process::{self, Result};

/// A running process. On drop, it is stopped and its directory is removed.
#[derive(Debug)]
pub(crate) struct ChildGuard(Child);

/// The settings of a guarded process.
pub(crate) struct Settings<'a> {
    /// The signal that stops it, such as `TERM` or `INT`.
    pub(crate) stop: &'a str,
    /// The directory to remove after it has ended.
    pub(crate) remove: &'a Path,
    /// The file for its output.
    pub(crate) log: &'a Path,
    /// The user and group to run it as, if not the current ones.
    pub(crate) run_as: Option<(u32, u32)>,
}

impl ChildGuard {
    /// Starts `command` with its program, arguments, directory, own variables and a search path. Nothing else of this process's environment
    /// is passed on.
    /// this process's environment.
    pub(crate) fn start(command: &Command, settings: &Settings<'_>) -> Result<Self> {
        let log = File::options().create(true).append(true).open(settings.log);
        let log = log.map_err(|error| format!("{} cannot be written: {error}.", settings.log.display()))?;
        let errors = log
            .try_clone()
            .map_err(|error| format!("{} cannot be shared: {error}.", settings.log.display()))?;
        let mut shell = process::tool("sh");
        shell.env_clear();
        environment::prepare(&mut shell);
        shell
            .args(["-c", include_str!("child_guard.sh"), "sh"])
            .arg(command.get_program())
            .args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell.env("STOP", settings.stop).env("REMOVE", settings.remove);
        if let Some(directory) = command.get_current_dir() {
            shell.current_dir(directory);
        }
        if let Some((user, group)) = settings.run_as {
            shell.gid(group).uid(user);
        }
        shell.stdin(Stdio::piped()).stdout(log).stderr(errors);
        let program = command.get_program().to_string_lossy();
        shell
            .spawn()
            .map(Self)
            .map_err(|error| format!("{program} could not be started: {error}."))
    }

    /// Whether the process has ended on its own.
    pub(crate) fn has_ended(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(Some(_)))
    }
}

impl Drop for ChildGuard {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}
