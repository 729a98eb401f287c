//! What browser and server agree on: paths, form fields, error codes, permissions, and who may open what.
//!
//! Both sides compile this crate, so it holds data and pure rules only. No secret and no query belongs here:
//! everything in it is public the moment the WebAssembly file is downloaded.

pub mod access;
pub mod admin;
pub mod basket;
pub mod calendar;
pub mod checkbox;
pub mod dashboard;
pub mod field_errors;
pub mod flash_message;
pub mod forms;
pub mod mailbox;
pub mod number;
pub mod orders;
pub mod page;
pub mod password_strength;
pub mod paths;
pub mod permission;
pub mod projects;
pub mod reports;
pub mod role;
pub mod settings;
pub mod site;
pub mod theme;
pub mod viewer;
