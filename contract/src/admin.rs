//! Data shown in the admin.

mod audit_log;
mod bulk;
mod choice;
mod groups;
mod permissions;
mod users;

pub use self::{
    audit_log::{AuditList, AuditRow},
    bulk::{BulkAction, BulkPlan, BulkRow, Skipped},
    choice::Choice,
    groups::{GroupDetail, GroupRow, Member},
    permissions::{PermissionDetail, PermissionList, PermissionRow, Why},
    users::{Dependents, UserDetail, UserList, UserQuery, UserRow},
};
