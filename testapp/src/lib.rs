//! The whole application in the process of a test, and a browser that talks to it.
//!
//! The tests of the server and those of each domain use it as a dev-dependency. It is not part of `testkit`, so that tests of the rules and
//! of the tables need not wait until the server is built.
#![expect(
    clippy::missing_panics_doc,
    reason = "a test whose application does not start has to stop"
)]

pub mod browser;
pub mod grants;
pub mod provider;
pub mod staff;
pub mod test_app;
pub mod witness;

pub use self::{
    browser::{Answer, Browser},
    test_app::{PASSWORD, TestApp},
};
