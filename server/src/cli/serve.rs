//! `serve`: bring the database in order, listen, stop when told to.

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
    state::AppState,
};
use auth::Clock;

pub(super) async fn serve(config: Config) -> CliResult {
    let address = config.listen_addr;
    warn_of_a_forgotten_environment(&config);
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
    let state = AppState::new(config, db.clone(), Clock::system(), assets, leptos);
    let worker = Worker::start(state.auth.clone(), mailer);
    let housekeeper = Housekeeper::start(state.auth.clone());
    listener::serve(listener, router(state), Limits::default(), told_to_stop()).await;
    tokio::join!(worker.stop(), housekeeper.stop());
    // Checkpoints SQLite's write-ahead log, so that the file alone is the database.
    db.close().await.map_err(|error| error.to_string())
}

/// An https address is a sign of visitors; without `APP_ENV=production` nothing unsafe would be refused.
fn warn_of_a_forgotten_environment(config: &Config) {
    if config.environment == Environment::Development && config.public_url.scheme() == "https" {
        tracing::warn!("PUBLIC_URL is https, but APP_ENV is development: unsafe settings are not refused");
    }
}

/// SIGTERM from a supervisor, SIGINT from a keyboard.
async fn told_to_stop() {
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        tracing::warn!("cannot watch for signals: the process will end abruptly");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
