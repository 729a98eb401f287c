//! `outbox`: shows the state of outgoing mail and retries failed mail.

use auth::mail::outbox;
use clap::Subcommand;

use super::{CliResult, database};
use crate::config::Config;

#[derive(Clone, Copy, Subcommand)]
pub(super) enum Action {
    /// Show how many mails are waiting, were sent, or have failed (the default).
    Status,
    /// Retry mails that have failed.
    Retry,
}

pub(super) async fn run(config: Config, action: Option<Action>) -> CliResult {
    let auth = database::auth(config).await?;
    let text = |error: auth::Error| error.to_string();
    match action.unwrap_or(Action::Status) {
        Action::Status => {
            let counts = outbox::counts(&auth).await.map_err(text)?;
            println!(
                "waiting: {}\nsent: {}\nfailed: {}",
                counts.waiting, counts.sent, counts.failed
            );
        }
        Action::Retry => {
            let mails = outbox::retry_failed(&auth).await.map_err(text)?;
            println!("{mails} mails will be retried.");
        }
    }
    Ok(())
}
