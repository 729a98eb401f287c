//! Projects, which their owners share.

mod access;
mod edit;
mod list;
mod share;

use auth::authorization::object_permissions::Kind;

pub use self::{
    access::detail,
    edit::{Draft, add, change, delete},
    list::list,
    share::{Grantee, revoke, share},
};

/// Where the grants on single projects are kept.
pub const KIND: Kind = Kind {
    table: "projects",
    name_column: "name",
    key: "project_id",
    user_grants: "project_user_permissions",
    group_grants: "project_group_permissions",
    app_label: "projects",
};
