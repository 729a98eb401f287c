//! Groups: the list, one group, and its members.

use contract::{admin::GroupDetail, paths};
use leptos::prelude::*;
use web::{AppError, Request, components::CheckboxGroup};

use super::path_of;

pub(super) mod add_group;
pub(super) mod delete_group;
pub(super) mod group;
pub(super) mod list;

/// The group of the address, and what the viewer may do with it.
async fn load_group(request: &Request) -> Result<GroupDetail, AppError> {
    Ok(auth::admin::groups::detail(&request.auth, request.viewer()?, request.id()?).await?)
}

/// The breadcrumb above each page of this section.
fn above() -> Vec<(String, String)> {
    vec![("Groups".to_owned(), paths::ADMIN_GROUPS.to_owned())]
}

/// The breadcrumbs above a page about a group.
fn above_group(id: i64, name: &str) -> Vec<(String, String)> {
    let mut above = above();
    above.push((name.to_owned(), path_of(paths::ADMIN_GROUP, id)));
    above
}

/// The field of both forms of a group: what its members may do.
#[component]
fn GroupPermissions(group: GroupDetail) -> impl IntoView {
    view! {
        <CheckboxGroup
            name="permissions"
            label="Permissions"
            hint="Every member has these."
            choices=group.permissions
        />
    }
}
