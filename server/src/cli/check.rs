//! `check`: reports every problem in the configuration, one sentence for each variable.

use super::CliResult;
use crate::config::{Config, Variables, callback_url};

pub(super) fn run(variables: &Variables, is_deployment: bool) -> CliResult {
    let problems = if is_deployment {
        Config::deployment_problems(variables)
    } else {
        Config::problems(variables)
    };
    if problems.is_empty() {
        if let Ok(config) = Config::read(variables) {
            for provider in config.social.providers.iter() {
                let url = callback_url(&config.public_url, provider.name());
                println!("Register this callback URL at {}: {url}", provider.label());
            }
        }
        println!("The configuration is fine.");
        return Ok(());
    }
    Err(problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n"))
}
