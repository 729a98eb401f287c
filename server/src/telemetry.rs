//! Logging: one line per event on standard output, for people or as JSON.

use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::{Config, LogFormat};

/// Targets that log too much at their default level. `tower-sessions`, for example, warns about every expired cookie.
const NOISY_TARGETS: [&str; 3] = [
    "tower_sessions=error",
    "tower_sessions_core=error",
    "sqlx::postgres::notice=warn",
];

/// Installs the subscriber. An invalid filter falls back to `info`.
pub(crate) fn start(config: &Config) {
    let mut filter = EnvFilter::try_new(&config.log_filter).unwrap_or_else(|_| EnvFilter::new("info"));
    for directive in NOISY_TARGETS {
        if let Ok(directive) = directive.parse() {
            filter = filter.add_directive(directive);
        }
    }
    let registry = tracing_subscriber::registry().with(filter);
    // In tests, a later call keeps the first subscriber.
    let _ = match config.log_format {
        LogFormat::Pretty => registry.with(fmt::layer().with_target(false)).try_init(),
        LogFormat::Json => registry.with(fmt::layer().json().flatten_event(true)).try_init(),
    };
}
