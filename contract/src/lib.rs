//! The contract between browser and server: paths, form fields, error codes, permissions.
//!
//! Both sides compile this crate, so it contains only data and pure rules. Its contents are public as part of the WebAssembly file, so it
//! must not contain secrets.

pub mod admin;
pub mod calendar;
pub mod dashboard;
pub mod field_errors;
pub mod forms;
pub mod mailbox;
pub mod number;
pub mod password_strength;
pub mod paths;
pub mod permission;
pub mod role;
pub mod settings;
pub mod site;
pub mod theme;
pub mod viewer;
