//! A process in the background that cannot outlive us: not after a failure, a panic, Ctrl-C or a kill.

use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::environment;
use crate::process::{self, Result};

/// A running process; stopped, and its directory removed, on drop.
#[derive(Debug)]
pub(crate) struct ChildGuard(Child);

/// What is particular to a guarded process.
pub(crate) struct Terms<'a> {
    /// The signal that asks it to end: `TERM`, `INT`.
    pub(crate) stop: &'a str,
    /// What to remove when it has ended.
    pub(crate) remove: &'a Path,
    /// Where its output goes.
    pub(crate) log: &'a Path,
    /// The user and group to run it as, where not ourselves.
    pub(crate) run_as: Option<(u32, u32)>,
}

impl ChildGuard {
    /// Starts `command`: its program, arguments and directory, with its own variables and a search path, and nothing else of
    /// this process's environment.
    pub(crate) fn start(command: &Command, terms: &Terms<'_>) -> Result<Self> {
        let log = File::options().create(true).append(true).open(terms.log);
        let log = log.map_err(|error| format!("{} cannot be written: {error}.", terms.log.display()))?;
        let errors = log
            .try_clone()
            .map_err(|error| format!("{} cannot be shared: {error}.", terms.log.display()))?;
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
        shell.env("STOP", terms.stop).env("REMOVE", terms.remove);
        if let Some(directory) = command.get_current_dir() {
            shell.current_dir(directory);
        }
        if let Some((user, group)) = terms.run_as {
            shell.gid(group).uid(user);
        }
        shell.stdin(Stdio::piped()).stdout(log).stderr(errors);
        let program = command.get_program().to_string_lossy();
        shell
            .spawn()
            .map(Self)
            .map_err(|error| format!("{program} could not be started: {error}."))
    }

    /// Whether the process has ended by itself.
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
