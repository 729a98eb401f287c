//! Prompts on the terminal. Passwords are not echoed. Without a terminal, answers are read from standard input.

use std::io::{self, BufRead, IsTerminal, Write};

/// Prompts for a line.
pub(super) fn line(question: &str) -> Result<String, String> {
    print!("{question}");
    io::stdout().flush().map_err(|error| error.to_string())?;
    read_line()
}

/// Prompts for a password.
pub(super) fn password(question: &str) -> Result<String, String> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password(question)
            .map_err(|error| format!("cannot read a password: {error}"));
    }
    line(question)
}

fn read_line() -> Result<String, String> {
    let mut line = String::new();
    let read = io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| format!("cannot read an answer: {error}"))?;
    if read == 0 {
        return Err("cancelled: there was no answer".to_owned());
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
