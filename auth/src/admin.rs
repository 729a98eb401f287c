//! The admin's verbs: users, groups, permissions and the audit log, for staff.
//!
//! The policy of the route decides which staff may call a verb, and `authorization::privilege_escalation` what they may give. Both are
//! checked at every request, whatever the page showed.

pub mod audit_log;
pub mod figures;
pub mod groups;
pub mod permissions;
pub mod user_detail;
pub mod user_list;
pub mod users;
