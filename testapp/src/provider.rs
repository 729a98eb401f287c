//! Providers of social login on 127.0.0.1: an OpenID Connect provider, and the part of GitHub that a login uses.
//!
//! They have no login page. The application redirects the browser to an authorization URL; a test passes this URL to `approve`, which
//! checks it as a provider does, and returns the callback to which a provider sends the browser:
//!
//! ```no_run
//! # use testapp::{Browser, TestApp, provider::{Login, OpenIdProvider}};
//! # async fn test(url: String) {
//! let provider = OpenIdProvider::start().await;
//! let app = TestApp::configured(url, &provider.variables()).await;
//! let mut browser = Browser::new();
//! let to_provider = browser.post(&app, "/oauth/oidc/login", &[]).await;
//! let login = Login::of("subject-1").email("alice@example.com", true);
//! let callback = provider.approve(&app, to_provider.location(), &login);
//! browser.get(&app, &callback).await;
//! # }
//! ```

mod authorization;
mod github;
mod keys;
mod login;
mod oidc;
mod stub;

pub use self::{
    authorization::{Authorization, CLIENT_ID, CLIENT_SECRET},
    github::{GitHub, GitHubUser},
    keys::Signature,
    login::Login,
    oidc::OpenIdProvider,
    stub::{Reply, Stub},
};
