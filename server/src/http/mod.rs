//! One concern of HTTP a file; `router.rs` says in which order they stand around a request.

pub(crate) mod assets;
pub(crate) mod canonical_path;
pub(crate) mod client_address;
pub(crate) mod content_length;
pub(crate) mod contexts;
pub(crate) mod csrf;
pub(crate) mod errors;
pub(crate) mod fallback;
pub(crate) mod guard;
pub(crate) mod health;
pub(crate) mod host;
pub(crate) mod listener;
pub(crate) mod mailbox;
pub(crate) mod me;
pub(crate) mod query;
pub(crate) mod request_auth;
pub(crate) mod response_format;
pub(crate) mod security_headers;
pub(crate) mod session;
pub(crate) mod telemetry;
pub(crate) mod viewer;
