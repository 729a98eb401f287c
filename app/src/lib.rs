//! Pages, components and server functions.
//!
//! Pages are rendered on the server. What a visitor works with, a form or a switch, is an island: rendered on the server
//! too, and alive in the browser. Only islands are downloaded, so a new page adds nothing to what a visitor waits for.
//!
//! What only the server has (the database, the session, the rules) is reached through [`ssr`] from inside server
//! functions, whose bodies do not exist in the browser. The browser's build contains no table and no hash.
// Views are types, one inside the other: a page is a deep one.
#![recursion_limit = "256"]
#![expect(
    missing_docs,
    reason = "the arguments of a server function become fields that cannot carry doc comments"
)]

pub mod app;
pub mod components;
pub mod error;
pub mod page_context;
pub mod pages;
pub mod server_functions;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod url_params;
