//! The admin, for staff.

pub mod audit;
pub mod delete_group;
pub mod delete_permission;
pub mod delete_user;
pub mod disable_password;
pub mod end_sessions;
pub mod group;
pub mod group_new;
pub mod groups;
mod index;
pub mod permission_new;
pub mod permissions;
pub mod user;
pub mod user_new;
pub mod user_password;
pub mod users;
pub mod users_bulk;
pub mod why;

pub use index::AdminPage;
