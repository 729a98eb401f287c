//! Delete a permission that was made at run time: what goes with it, then the deed.

use contract::{admin::PermissionDetail, forms, paths};
use leptos::prelude::*;

use super::permissions::above;
use crate::{
    components::{AdminLayout, DeletionCard, loaded},
    error::AppError,
    url_params::parameter,
};

/// One permission that was made at run time.
#[server(prefix = "/api", endpoint = "admin/permission")]
pub async fn load_permission(#[server(default)] id: String) -> Result<PermissionDetail, AppError> {
    use crate::ssr::{parse_id, require};
    use contract::{access::Policy, permission::permission_model};

    let request = require(Policy::StaffWith(&[permission_model::DELETE]))?;
    Ok(auth::admin::permissions::detail(&request.auth, parse_id(&id)?).await?)
}

/// Deletes it.
#[server(prefix = "", endpoint = "admin/permissions/{id}/delete")]
pub async fn delete_permission(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::permission_model};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[
        permission_model::DELETE,
    ])))?;
    auth::admin::permissions::delete(&request.auth, &request.context, parse_id(&id)?).await?;
    request.flash(FlashMessage::PermissionDeleted).await?;
    see_other(paths::ADMIN_PERMISSIONS);
    Ok(())
}

/// The page at `/admin/permissions/{id}/delete`.
#[component]
pub fn AdminDeletePermissionPage() -> impl IntoView {
    let id = parameter("id");
    loaded(
        move || load_permission(id.clone()),
        |permission| {
            let PermissionDetail {
                id,
                name,
                users,
                groups,
                ..
            } = permission;
            let items = vec![
                format!("The permission {name}"),
                format!("Direct grants to users: {users}"),
                format!("Groups that give it: {groups}"),
            ];
            view! {
                <AdminLayout title=format!("Delete {name}?") above=above()>
                    <DeletionCard
                        form=&forms::ADMIN_DELETE_PERMISSION
                        path=paths::fill(paths::ADMIN_DELETE_PERMISSION, &[&id.to_string()])
                        items
                        stays="Users and groups stay."
                        label="Delete this permission"
                        back=paths::ADMIN_PERMISSIONS.to_owned()
                    />
                </AdminLayout>
            }
        },
    )
}
