//! Orders and projects: the example domain. A fork writes its own beside it, in the same shape, and deletes this one.

pub mod orders;
pub mod projects;
pub mod seed;
