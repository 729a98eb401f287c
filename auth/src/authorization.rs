//! What a user may do: permissions in general and on single objects, groups, and what staff may not give away.

pub mod group_name;
pub mod groups;
pub mod object_permissions;
pub mod permissions;
pub(crate) mod privilege_escalation;
pub mod viewer;
