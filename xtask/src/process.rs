//! Runs other programs. An error is one sentence that names the command and how it ended.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::{environment, workspace};

/// The result of a task. The error is the message for the user.
pub(crate) type Result<T = ()> = std::result::Result<T, String>;

/// A program to run from the root of the checkout, with our tools in its PATH.
#[expect(
    clippy::disallowed_methods,
    reason = "the ban is for the server; starting programs is what xtask is for"
)]
pub(crate) fn tool(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    environment::prepare(&mut command);
    command
}

/// Runs `command` with inherited input and output.
pub(crate) fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` ended with {status}.", line(command)))
    }
}

/// Runs `command` and returns its output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "`{}` ended with {}: {}",
        line(command),
        output.status,
        complaint.trim()
    ))
}

/// Finds a program in the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    environment::search_path()
        .iter()
        .map(|directory| directory.join(&name))
        .find(|file| file.is_file())
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` could not be started: {error}.", line(command))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
