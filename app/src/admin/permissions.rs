//! Permissions: the list, those made at run time, and why a user holds one.

use contract::paths;

pub(super) mod add_permission;
pub(super) mod delete_permission;
pub(super) mod explain_permission;
pub(super) mod list;

/// The breadcrumb above each page of this section.
fn above() -> Vec<(String, String)> {
    vec![("Permissions".to_owned(), paths::ADMIN_PERMISSIONS.to_owned())]
}
