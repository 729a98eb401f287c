//! The application as browsers and scripts meet it: requests through the whole router, on both databases.

mod access;
mod bad_input;
mod browser;
mod commands;
mod cross_site;
mod errors;
mod headers;
mod journey;
mod login;
mod pages;
mod process;
mod races;
mod sessions;
mod signup;
mod test_app;
