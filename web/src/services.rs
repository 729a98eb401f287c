//! The services that every request uses.

use std::sync::Arc;

use auth::Auth;
use leptos::config::LeptosOptions;
use url::Url;

use crate::{domain::Domain, request::CsrfKey, routing::RouteTable};

/// The services of the pages and forms of every area. The server creates them at startup.
pub struct Services {
    /// The account services.
    pub auth: Auth,
    /// URLs and paths from the configuration.
    pub site: SiteUrls,
    /// Signs CSRF tokens.
    pub csrf: CsrfKey,
    /// The names of the browser assets.
    pub assets: Assets,
    /// Every route of the application, with its policy.
    pub routes: RouteTable,
    /// The domains of the application.
    pub domains: Vec<Arc<dyn Domain>>,
}

/// URLs and paths from the configuration.
#[derive(Clone, Debug)]
pub struct SiteUrls {
    /// `PUBLIC_URL`.
    pub public: Url,
    /// `LOGIN_REDIRECT_URL`.
    pub after_log_in: String,
    /// `LOGOUT_REDIRECT_URL`.
    pub after_log_out: String,
    /// `DEFAULT_FROM_EMAIL`.
    pub mail_from: String,
    /// `SESSION_COOKIE_SECURE`.
    pub cookies_are_secure: bool,
}

/// The browser assets, by their hashed names.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The URL of the style sheet.
    pub style: String,
    /// The URL of the JavaScript that loads the WebAssembly.
    pub script: String,
    /// The URL of the WebAssembly.
    pub wasm: String,
    /// The live-reload script of `cargo xtask watch`.
    pub reload: Option<LeptosOptions>,
}
