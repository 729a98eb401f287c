//! The tables, one per file, with the queries that many callers share.
//!
//! Entities and migrations are written by hand; a test in `migration` verifies that they agree on columns and nullability. Nothing here is
//! serialisable, so no row reaches a browser by accident. The tables of a domain are in the domain's crate.
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
pub mod oauth_flow;
pub mod one_time_token;
pub mod outbox_mail;
pub mod password_hash;
pub mod permission;
pub mod redacted;
pub mod session;
pub mod social_account;
pub mod social_token;
pub mod user;
pub mod user_group;
pub mod user_permission;
