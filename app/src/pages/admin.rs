//! The admin, for staff.

pub mod audit;
pub mod delete_user;
pub mod groups;
mod index;
pub mod permissions;
pub mod user;
pub mod user_new;
pub mod user_password;
pub mod users;

pub use index::AdminPage;
