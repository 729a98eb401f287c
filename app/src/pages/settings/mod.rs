//! What users see and change of their own account.

pub mod delete;
pub mod email;
pub mod profile;
pub mod sessions;
