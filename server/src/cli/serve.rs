//! `serve`: prepares the database, serves requests, and shuts down on a signal.

use std::sync::Arc;

use leptos::config::LeptosOptions;
use tokio::signal::unix::{SignalKind, signal};

use super::{CliResult, database};
use crate::{
    config::{Config, Environment},
    housekeeping::Housekeeper,
    http::{
        assets,
        listener::{self, Limits},
    },
    mail::{Mailer, Worker},
    router::router,
    state::{self, AppState},
};
use auth::{Auth, Clock};

pub(super) async fn serve(config: Config) -> CliResult {
    let address = config.listen_addr;
    warn_about_development_mode(&config);
    let db = database::connect(&config).await?;
    if config.auto_migrate {
        database::migrate_up(&config, &db).await?;
    }
    database::require_current(&db).await?;
    let leptos = LeptosOptions::builder()
        .output_name("portico")
        .site_root(config.site_root.display().to_string())
        .site_addr(address)
        .build();
    let reload = config.is_watched.then(|| leptos.clone());
    let assets = assets::find(&config.site_root, reload).map_err(|error| error.to_string())?;
    let listener = listener::bind(address).map_err(|error| format!("cannot listen on {address}: {error}"))?;
    tracing::info!(%address, public_url = %config.public_url, cookie = config.session.cookie_name, "listening");

    let mailer = Mailer::new(&config.mail)?;
    let auth = state::auth(&config, db.clone(), Clock::system());
    let state = AppState::new(config, auth.clone(), assets);
    prepare_providers(&auth);
    let worker = Worker::start(auth.clone(), mailer);
    let housekeeper = Housekeeper::start(auth.clone());
    listener::serve(listener, router(state), Limits::default(), shutdown_signal()).await;
    tokio::join!(worker.stop(), housekeeper.stop());
    // Checkpoints SQLite's write-ahead log, so that the database is a single file again.
    db.close().await.map_err(|error| error.to_string())
}

/// Loads what the providers of social login publish, in the background. A provider that does not answer is logged, and tried again when it
/// is used.
fn prepare_providers(auth: &Auth) {
    for provider in auth.providers.iter() {
        let provider = Arc::clone(provider);
        tokio::spawn(async move {
            if let Err(error) = provider.prepare().await {
                tracing::warn!(
                    event = "provider.unavailable",
                    provider = provider.name(),
                    error = error.chain(),
                    "social login is not available at present"
                );
            }
        });
    }
}

/// An https `PUBLIC_URL` suggests a public site, and development mode allows unsafe settings.
fn warn_about_development_mode(config: &Config) {
    if config.environment == Environment::Development && config.public_url.scheme() == "https" {
        tracing::warn!("PUBLIC_URL is https, but APP_ENV is development: unsafe settings are allowed");
    }
}

/// Resolves on SIGTERM (from a supervisor) or SIGINT (from a keyboard).
async fn shutdown_signal() {
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        tracing::warn!("cannot install signal handlers: shutdown will not be graceful");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
