//! The rules of accounts: who exists, who is who, who may what. No Leptos, no HTTP, no HTML.
//!
//! One verb a file: [`signup::sign_up`], [`login::log_in`], [`session::log_out`], … Each takes [`Auth`], says in its
//! signature what it needs, and answers with what happened or an [`Error`].

use std::sync::Arc;

use contract::page::Site;
use sea_orm::DatabaseTransaction;
use tokio::sync::Notify;

pub mod account_deletion;
pub mod admin;
mod audit;
pub mod backend;
pub mod clock;
pub mod database;
mod device;
pub mod email_address;
pub mod email_change;
pub mod email_confirmation;
pub mod email_links;
pub mod error;
pub mod event;
mod field_error_mapping;
pub mod group_name;
pub mod groups;
pub mod housekeeping;
pub mod humanize;
pub mod login;
pub mod mail_request;
pub mod mailbox;
pub mod next_url;
pub mod object_permissions;
pub mod origin;
pub mod outbox;
pub mod password;
pub mod password_change;
pub mod password_reset;
pub mod password_rules;
pub mod permissions;
pub mod profile;
mod python_str;
pub mod reauthentication;
mod reservations;
pub mod security_notifications;
pub mod session;
pub mod settings;
pub mod signup;
mod sql;
pub mod text;
pub mod token;
mod user_agent;
pub mod username;
pub mod users;
pub mod viewer;

pub use crate::{
    clock::Clock,
    database::Database,
    error::Error,
    origin::{Client, Origin},
};

/// What every verb works with; cheap to clone.
#[derive(Clone)]
pub struct Auth {
    /// Where everything is kept.
    pub db: Database,
    /// Hashes and checks passwords, a few at a time.
    pub hasher: password::Hasher,
    /// What time it is.
    pub clock: Clock,
    /// How long sessions last.
    pub sessions: session::Lifetimes,
    /// What the operator decided and visitors may know.
    pub site: Site,
    /// What else the operator decided.
    pub settings: Arc<settings::Settings>,
    /// Who is asked who somebody is.
    pub backends: backend::Backends,
    /// Who hears of events.
    pub listeners: event::Listeners,
    /// Rung when there may be mail to deliver.
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
