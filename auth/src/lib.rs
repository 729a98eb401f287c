//! The rules of accounts: who exists, who is who, who may what. No Leptos, no HTTP, no HTML.
//!
//! One verb a file: [`signup::sign_up`], [`login::log_in`], [`session::log_out`], … Each takes [`Auth`], says in its
//! signature what it needs, and answers with what happened or an [`Error`].

use contract::page::Site;

pub mod clock;
mod complaints;
pub mod database;
pub mod email_address;
pub mod error;
pub mod groups;
pub mod housekeeping;
pub mod login;
pub mod next_url;
pub mod password;
pub mod password_rules;
pub mod permissions;
mod python_str;
pub mod session;
pub mod signup;
pub mod username;
pub mod users;
pub mod viewer;

pub use crate::{clock::Clock, database::Database, error::Error};

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
}
