//! The tables, one per file, with the named queries that a caller must not get wrong.
//!
//! Entities and migrations are both written by hand; a test in `migration` proves that they agree on names and
//! nulls. Nothing here can
//! be serialised, so no row reaches a browser by accident.
#![expect(
    missing_docs,
    reason = "the model macro generates companions that cannot carry doc comments"
)]

pub mod audit_entry;
pub mod group;
pub mod group_permission;
pub mod known_device;
pub mod mail_body;
pub mod mail_request;
pub mod one_time_token;
pub mod order;
pub mod order_line;
pub mod outbox_mail;
pub mod password_hash;
pub mod permission;
pub mod project;
pub mod project_group_permission;
pub mod project_user_permission;
pub mod session;
pub mod user;
pub mod user_group;
pub mod user_permission;
