//! The admin's verbs: users, groups, permissions and the audit log, for staff.
//!
//! `contract::access` decides which staff may call them, and `authorization::privilege_escalation` what they may give. Both are asked on the server, whatever
//! a page showed.

pub mod audit_log;
pub mod figures;
pub mod groups;
pub mod permissions;
pub mod user_detail;
pub mod user_list;
pub mod users;
