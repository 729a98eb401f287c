//! The admin's verbs: users, groups, permissions and the audit log, for staff.
//!
//! Who may call them is `contract::access`'; what they may give away is [`privilege_escalation`]'s. Both are asked on the server, whatever
//! a page showed.

pub mod audit_log;
pub mod figures;
pub mod groups;
pub mod permissions;
pub mod privilege_escalation;
pub mod user_detail;
pub mod user_list;
pub mod users;
