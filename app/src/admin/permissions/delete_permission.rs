//! Delete a permission that was added at run time, after a page that lists what will be deleted with it.

use contract::{
    admin::PermissionDetail,
    forms::{DeletePermission, FormData},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, DeletionCard},
    redirect,
};

use super::above;
use crate::admin::path_of;

/// The page at `/admin/permissions/{id}/delete`.
pub(in crate::admin) async fn delete_permission_page(request: Request) -> Result<impl IntoView, AppError> {
    let PermissionDetail {
        id,
        name,
        users,
        groups,
        ..
    } = auth::admin::permissions::detail(&request.auth, request.id()?).await?;
    let items = vec![
        format!("The permission {name}"),
        format!("Direct grants to users: {users}"),
        format!("Groups that give it: {groups}"),
    ];
    Ok(view! {
        <AdminLayout title=format!("Delete {name}?") above=above()>
            <DeletionCard
                form=DeletePermission::FORM
                path=path_of(paths::ADMIN_DELETE_PERMISSION, id)
                items
                retained="Users and groups are not deleted."
                label="Delete this permission"
                back=paths::ADMIN_PERMISSIONS.to_owned()
            />
        </AdminLayout>
    })
}

/// Deletes a permission.
pub(in crate::admin) async fn delete_permission(
    request: Request,
    _: DeletePermission,
) -> Result<Next, AppError> {
    auth::admin::permissions::delete(&request.auth, &request.context, request.id()?).await?;
    Ok(redirect(paths::ADMIN_PERMISSIONS)
        .flash("The permission has been deleted, and so has every grant of it."))
}
