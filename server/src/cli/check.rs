//! `check`: what is wrong with the configuration, one sentence a variable.

use super::CliResult;
use crate::config::{Config, Variables};

/// With `deploy` it asks as production would, whatever `APP_ENV` says.
pub(super) fn run(variables: Variables, deploy: bool) -> CliResult {
    let variables = if deploy {
        variables.with("APP_ENV", "production")
    } else {
        variables
    };
    let problems = Config::problems(&variables);
    if problems.is_empty() {
        println!("The configuration is fine.");
        return Ok(());
    }
    Err(problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n"))
}
