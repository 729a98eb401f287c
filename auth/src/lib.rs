//! The rules of accounts: who exists, who is who, who may what. No Leptos, no HTTP, no HTML.
//!
//! One verb a file: [`signup::sign_up`], [`login::log_in`], [`session::log_out`], … Each takes [`Auth`], says in its
//! signature what it needs, and answers with what happened or an [`Error`].

use std::sync::Arc;

use contract::page::Site;
use sea_orm::DatabaseTransaction;
use tokio::sync::Notify;

pub mod accounts;
pub mod admin;
pub mod audit;
pub mod authentication;
pub mod authorization;
pub mod clock;
pub mod database;
pub mod error;
pub mod housekeeping;
pub mod humanize;
pub mod local_path;
pub mod mail;
pub mod mailbox;
pub mod passwords;
mod python_str;
pub mod sessions;
pub mod settings;
mod sql;
pub mod text;
pub mod tokens;
mod user_agent;
pub mod users;

pub use crate::{
    audit::{Client, Origin},
    clock::Clock,
    database::Database,
    error::Error,
};

/// What every verb works with; cheap to clone.
#[derive(Clone)]
pub struct Auth {
    /// Where everything is kept.
    pub db: Database,
    /// Hashes and checks passwords, a few at a time.
    pub hasher: passwords::Hasher,
    /// What time it is.
    pub clock: Clock,
    /// How long sessions last.
    pub sessions: sessions::Lifetimes,
    /// What the operator decided and visitors may know.
    pub site: Site,
    /// What else the operator decided.
    pub settings: Arc<settings::Settings>,
    /// How users may log in, and which sessions still count.
    pub login_methods: authentication::LoginMethods,
    /// What of an anonymous session survives a log-in, by key; nothing else does.
    pub kept_session_keys: &'static [&'static str],
    /// What follows an event.
    pub listeners: audit::Listeners,
    /// Notified when there may be mail to deliver.
    pub outbox_bell: Arc<Notify>,
}

impl Auth {
    /// Commits, and tells the worker that there may be mail.
    pub(crate) async fn commit(&self, transaction: DatabaseTransaction) -> Result<(), Error> {
        transaction.commit().await?;
        self.outbox_bell.notify_one();
        Ok(())
    }
}
