//! The one binary: it reads the configuration, listens, keeps sessions, and runs the commands of an operator.
//!
//! [`router`] is the whole HTTP surface; [`cli`] all commands; [`config`] the only place that reads the environment.

pub mod cli;
pub mod config;
mod forms;
pub mod housekeeping;
mod http;
pub mod mail;
pub mod router;
pub mod state;
mod telemetry;
