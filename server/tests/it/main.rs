//! The application as browsers and scripts meet it: requests through the whole router, on both databases.

mod access;
mod admin;
mod backends;
mod bad_input;
mod browser;
mod commands;
mod cross_site;
mod email;
mod errors;
mod fake_smtp;
mod headers;
mod journey;
mod listeners;
mod login;
mod pages;
mod password_change;
mod password_reset;
mod permissions;
mod process;
mod projects;
mod races;
mod sessions;
mod settings;
mod signup;
mod smtp;
mod test_app;
