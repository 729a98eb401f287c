//! The server-side foundation of every area: routes with their policies, requests, forms, the HTML document, and the components of pages.
//!
//! An area provides a list of [`Route`]s. A route combines a path, a policy and a handler in one expression:
//!
//! ```
//! use leptos::prelude::*;
//! use web::{error::AppError, request::Request, routing::{Policy, Route, page}};
//!
//! async fn hello(_: Request) -> Result<impl IntoView, AppError> {
//!     Ok(view! { <p>"Hello."</p> })
//! }
//!
//! fn routes() -> Vec<Route> {
//!     vec![page("/hello", Policy::LoggedIn, hello)]
//! }
//! # routes();
//! ```
// A view is a nested type, and the type of a page is deeply nested.
#![recursion_limit = "256"]

pub mod components;
pub mod domain;
pub mod error;
pub mod forms;
pub mod page;
pub mod request;
pub mod routing;
pub mod services;

pub use crate::{
    domain::Domain,
    error::AppError,
    request::Request,
    routing::{Next, Policy, Route, form, machine, page, redirect, resource},
    services::Services,
};
