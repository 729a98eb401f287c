//! Everything that runs in the browser: the form with its fields, and the other islands.
//!
//! The server renders pages, and they do not change in the browser. An island is also rendered by the server, and is then hydrated in the
//! browser. Islands take their children as rendered by the server, so a page can build a form from these islands without adding to the
//! download.
#![expect(
    missing_docs,
    reason = "the function that wakes an island is generated without a doc comment"
)]

mod csrf_token;
pub mod icon;
pub mod islands;
mod options;

pub use csrf_token::CsrfToken;
pub use icon::Icon;
pub use options::options;
