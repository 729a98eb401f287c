//! What the running application consists of.

use std::{path::PathBuf, sync::Arc, time::Duration};

use app::ssr::{Assets, BASKET, CsrfKey, SiteUrls};
use auth::{
    Auth, Clock, Database,
    authentication::LoginMethods,
    mail::security_notifications::SecurityNotifications,
    passwords::Hasher,
    sessions::{Lifetimes, Store},
    settings::Settings,
};
use axum::extract::FromRef;
use contract::page::Site;
use leptos::config::LeptosOptions;

use crate::config::Config;

/// How long a log-in waits for its turn to have its password checked.
const HASH_WAIT: Duration = Duration::from_secs(5);

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The rules, on their database.
    pub auth: Auth,
    /// The configuration.
    pub config: Arc<Config>,
    /// Addresses that pages need.
    pub site: Arc<SiteUrls>,
    /// Ties forms to sessions.
    pub csrf: CsrfKey,
    /// Names of the files that browsers load.
    pub assets: Arc<Assets>,
    /// Leptos' own settings.
    pub leptos: LeptosOptions,
}

impl AppState {
    /// Puts the application together. `assets` are what the build made for browsers.
    #[must_use]
    pub fn new(config: Config, db: Database, clock: Clock, assets: Assets, leptos: LeptosOptions) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let site = Site {
            signup_open: config.account.signup_open,
            password_min_length: config.account.password_min_length,
            remember_me_days: u32::try_from(config.session.cookie_age.whole_days().max(1))
                .unwrap_or(u32::MAX),
            email_verification: config.account.email_verification,
            reset_valid_for: auth::humanize::duration(config.account.password_reset_timeout),
            login_by_username: config.account.login_by_username,
            login_by_email: config.account.login_by_email,
        };
        let settings = Settings {
            public_url: config.public_url.clone(),
            password_reset_timeout: config.account.password_reset_timeout,
            email_verification_timeout: config.account.email_verification_timeout,
            keeps_sent_mail: config.has_development_routes(),
        };
        Self {
            auth: Auth {
                db,
                hasher: Hasher::new(config.argon2, cores * 2, HASH_WAIT),
                clock,
                sessions: Lifetimes::with_cookie_age(config.session.cookie_age),
                site,
                settings: Arc::new(settings),
                // A fork registers its own methods of logging in here, and its own listeners below.
                login_methods: LoginMethods::default(),
                kept_session_keys: &[BASKET],
                listeners: Arc::new([Arc::new(SecurityNotifications)]),
                outbox_bell: Arc::default(),
            },
            site: Arc::new(SiteUrls {
                public: config.public_url.clone(),
                after_log_in: config.account.after_log_in.clone(),
                after_log_out: config.account.after_log_out.clone(),
                mail_from: config.mail.from.to_string(),
                cookies_are_secure: config.session.is_secure,
            }),
            csrf: CsrfKey::new(config.secret_keys.clone()),
            config: Arc::new(config),
            assets: Arc::new(assets),
            leptos,
        }
    }

    /// Where sessions are kept.
    #[must_use]
    pub fn session_store(&self) -> Store {
        Store::new(self.auth.db.clone(), self.auth.clock.clone(), self.auth.sessions)
    }

    /// The folder with style sheet, script and WebAssembly.
    #[must_use]
    pub fn site_root(&self) -> PathBuf {
        self.config.site_root.clone()
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}
