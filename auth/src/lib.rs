//! The rules of accounts: which users exist, who somebody is, and what they may do. No Leptos, no HTTP, no HTML.
//!
//! Each verb takes [`Auth`], says in its signature what it needs, and returns what happened or an [`Error`].
//! A verb that a logged-in user calls takes an [`AuthContext`](authentication::AuthContext).
//!
//! # Rooms
//! A room imports from the rooms above it in this list, never from those below; a test compares the imports with it.
//!
//! 1. [`audit`]: events, the log, listeners.
//! 2. [`users`]: users as rows, their names and addresses.
//! 3. [`mail`]: the outbox, requests for mail, security notifications.
//! 4. [`tokens`]: the one-time links of mails.
//! 5. [`sessions`]: sessions, their store and their lifetimes, known devices.
//! 6. [`passwords`]: hashing, the rules for a new password, change and reset.
//! 7. [`authorization`]: permissions in general and on single objects, groups, privilege escalation, the viewer.
//! 8. [`authentication`]: the methods of logging in, [`complete_login`](authentication::complete_login), the context of a request.
//! 9. [`accounts`]: sign-up, profile, e-mail address, deletion.
//! 10. [`social`]: social log-in, and connected accounts.
//! 11. [`admin`]: what staff do.
//!
//! Every room may import the rest, which imports no room: cipher, clock, database, errors, settings, texts. [`housekeeping`] and [`mailbox`]
//! are jobs of the server, above all rooms. [`Auth`] itself, in this file, knows every room.

#![warn(clippy::missing_errors_doc)]

use std::sync::Arc;

use contract::{permission::Catalogue, site::Site};
use sea_orm::DatabaseTransaction;
use tokio::sync::Notify;

pub mod accounts;
pub mod admin;
pub mod audit;
pub mod authentication;
pub mod authorization;
pub mod cipher;
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
pub mod social;
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
    /// The providers of social log-in.
    pub providers: social::Providers,
    /// Every permission that the core and the domains declare.
    pub permissions: Arc<Catalogue>,
    /// What of an anonymous session survives a log-in, by key; nothing else does.
    pub kept_session_keys: Arc<[&'static str]>,
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

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    /// In the order of the documentation above.
    const ROOMS: [&str; 11] = [
        "audit",
        "users",
        "mail",
        "tokens",
        "sessions",
        "passwords",
        "authorization",
        "authentication",
        "accounts",
        "social",
        "admin",
    ];

    fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, found);
            } else {
                let name = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
                let name = name.expect("below src").display().to_string();
                found.push((name, fs::read_to_string(&path).expect("a text")));
            }
        }
    }

    /// The rooms that a file names after `crate::`, directly or in a list.
    fn imports(text: &str) -> Vec<&'static str> {
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let code = code.join("\n");
        let is_path = |c: char| c.is_alphanumeric() || c.is_whitespace() || "_:{},".contains(c);
        let words: Vec<&str> = code
            .split("crate::")
            .skip(1)
            .filter_map(|rest| rest.split(|c| !is_path(c)).next())
            .flat_map(|path| path.split(|c: char| !(c.is_alphanumeric() || c == '_')))
            .collect();
        ROOMS.into_iter().filter(|room| words.contains(room)).collect()
    }

    #[test]
    fn rooms_import_from_above() {
        let mut files = Vec::new();
        sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
        let place = |name: &str| ROOMS.iter().position(|room| *room == name);
        let mut wrong = Vec::new();
        for (name, text) in &files {
            let room = name.split(['/', '.']).next().unwrap_or_default();
            let is_above_all = ["lib", "housekeeping", "mailbox"].contains(&room);
            for import in imports(text).into_iter().filter(|_| !is_above_all) {
                if place(room) < place(import) {
                    wrong.push(format!("{name} imports {import}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        let stray = files.iter().find(|(name, _)| name.ends_with("mod.rs"));
        assert_eq!(
            stray.map(|(name, _)| name),
            None,
            "modules are files beside their folder"
        );
    }
}
