//! `outbox`: how the mail stands, and another try for what was given up.

use auth::mail::outbox;
use clap::Subcommand;

use super::{CliResult, database};
use crate::config::Config;

#[derive(Clone, Copy, Subcommand)]
pub(super) enum Action {
    /// Say how many mails wait, were sent, and were given up (the default).
    Status,
    /// Try those again that were given up.
    Retry,
}

pub(super) async fn run(config: Config, action: Option<Action>) -> CliResult {
    let auth = database::auth(config).await?;
    let text = |error: auth::Error| error.to_string();
    match action.unwrap_or(Action::Status) {
        Action::Status => {
            let counts = outbox::counts(&auth).await.map_err(text)?;
            println!(
                "waiting: {}\nsent: {}\ngiven up: {}",
                counts.waiting, counts.sent, counts.failed
            );
        }
        Action::Retry => {
            let mails = outbox::retry_failed(&auth).await.map_err(text)?;
            println!("{mails} mails will be tried again.");
        }
    }
    Ok(())
}
