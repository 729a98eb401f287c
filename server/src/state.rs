//! The shared state of the running application.

use std::{sync::Arc, time::Duration};

use auth::{
    Auth, Clock, Database,
    authentication::LoginMethods,
    cipher::TokenCipher,
    mail::security_notifications::SecurityNotifications,
    passwords::Hasher,
    sessions::{Lifetimes, Store},
    settings::Settings,
};
use axum::extract::FromRef;
use contract::site::Site;
use web::{
    Services,
    request::CsrfKey,
    services::{Assets, SiteUrls},
};

use crate::{
    config::Config,
    domains::{domains, permissions},
    routes::routes,
};

/// The maximum time a login waits for a free slot of the password hasher.
const HASH_QUEUE_TIMEOUT: Duration = Duration::from_secs(5);

/// State shared by all requests. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The services that pages and forms use.
    pub services: Arc<Services>,
    /// The configuration.
    pub config: Arc<Config>,
}

/// Creates the account services from the configuration.
#[must_use]
pub fn auth(config: &Config, db: Database, clock: Clock) -> Auth {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let site = Site {
        sign_up_open: config.account.sign_up_open,
        password_min_length: config.account.password_min_length,
        remember_me_days: u32::try_from(config.session.cookie_age.whole_days().max(1)).unwrap_or(u32::MAX),
        email_verification: config.account.email_verification,
        reset_valid_for: auth::humanize::duration(config.account.password_reset_timeout),
        login_by_username: config.account.login_by_username,
        login_by_email: config.account.login_by_email,
    };
    let settings = Settings {
        public_url: config.public_url.clone(),
        password_reset_timeout: config.account.password_reset_timeout,
        email_verification_timeout: config.account.email_verification_timeout,
        token_cipher: config
            .social
            .stores_tokens
            .then(|| TokenCipher::new(&config.secret_keys)),
        keeps_sent_mail: config.has_development_routes(),
    };
    let domains = domains();
    Auth {
        db,
        hasher: Hasher::new(config.argon2, cores * 2, HASH_QUEUE_TIMEOUT),
        clock,
        sessions: Lifetimes::with_cookie_age(config.session.cookie_age),
        site,
        settings: Arc::new(settings),
        // A fork registers additional login methods here, and additional event listeners below.
        login_methods: LoginMethods::default().with_all(config.social.providers.login_methods()),
        providers: config.social.providers.clone(),
        permissions: Arc::new(permissions(&domains)),
        kept_session_keys: domains
            .iter()
            .flat_map(|domain| domain.kept_session_keys())
            .copied()
            .collect(),
        listeners: Arc::new([Arc::new(SecurityNotifications)]),
        outbox_bell: Arc::default(),
    }
}

impl AppState {
    /// Assembles the state. `assets` are the files of the browser build.
    #[must_use]
    pub fn new(config: Config, auth: Auth, assets: Assets) -> Self {
        let domains = domains();
        let services = Services {
            auth,
            site: SiteUrls {
                public: config.public_url.clone(),
                after_log_in: config.account.after_log_in.clone(),
                after_log_out: config.account.after_log_out.clone(),
                mail_from: config.mail.from.to_string(),
                cookies_are_secure: config.session.is_secure,
            },
            csrf: CsrfKey::new(config.secret_keys.clone()),
            assets,
            routes: routes(&domains, config.has_development_routes()),
            domains,
        };
        Self {
            services: Arc::new(services),
            config: Arc::new(config),
        }
    }

    /// The store in which sessions are kept.
    #[must_use]
    pub fn session_store(&self) -> Store {
        let auth = &self.services.auth;
        Store::new(auth.db.clone(), auth.clock.clone(), auth.sessions)
    }
}

impl FromRef<AppState> for Arc<Services> {
    fn from_ref(state: &AppState) -> Self {
        Self::clone(&state.services)
    }
}
