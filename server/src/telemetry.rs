//! Logs: one line an event, for people or for machines, to standard output.

use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::{Config, LogFormat};

/// What is too talkative at its own level. `tower-sessions` calls every expired cookie suspicious.
const QUIET: [&str; 3] = [
    "tower_sessions=error",
    "tower_sessions_core=error",
    "sqlx::postgres::notice=warn",
];

/// Starts logging. A filter that cannot be read is taken as `info`.
pub(crate) fn start(config: &Config) {
    let mut filter = EnvFilter::try_new(&config.log_filter).unwrap_or_else(|_| EnvFilter::new("info"));
    for directive in QUIET {
        if let Ok(directive) = directive.parse() {
            filter = filter.add_directive(directive);
        }
    }
    let registry = tracing_subscriber::registry().with(filter);
    // A second start, in a test, keeps the first one's subscriber.
    let _ = match config.log_format {
        LogFormat::Pretty => registry.with(fmt::layer().with_target(false)).try_init(),
        LogFormat::Json => registry.with(fmt::layer().json().flatten_event(true)).try_init(),
    };
}
