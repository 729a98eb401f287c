//! HTTP layers, one concern per file. `router.rs` defines their order.

pub(crate) mod assets;
pub(crate) mod canonical_path;
pub(crate) mod client_address;
pub(crate) mod content_length;
pub(crate) mod csrf;
pub(crate) mod errors;
pub(crate) mod fallback;
pub(crate) mod health;
pub(crate) mod host;
pub(crate) mod listener;
pub(crate) mod security_headers;
pub(crate) mod session;
pub(crate) mod telemetry;
pub(crate) mod viewer;
