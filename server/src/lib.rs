//! The server: configuration, HTTP layers, background workers, and management commands.
//!
//! [`router`] assembles the HTTP service, [`cli`] contains the commands, and only [`config`] reads the environment.

pub mod cli;
pub mod config;
pub mod domains;
pub mod housekeeping;
mod http;
pub mod mail;
pub mod router;
pub mod routes;
pub mod state;
mod telemetry;
