//! The tables of this domain, one per file. Their foreign keys lead to the users, groups and permissions of the core.
#![expect(
    missing_docs,
    reason = "the model macro generates companions that cannot carry doc comments"
)]

pub mod order;
pub mod order_line;
pub mod project;
pub mod project_group_permission;
pub mod project_user_permission;
