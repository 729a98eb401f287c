//! Projects, and who has access to them.

mod access_list;
pub mod delete;
pub mod detail;
pub mod edit;
mod layout;
pub mod list;
pub mod new;
pub mod share;
