//! Delete a permission that was made at run time: what goes with it, then the deed.

use contract::{admin::PermissionDetail, paths};
use leptos::prelude::*;

use super::permissions::above;
use crate::{
    address::parameter,
    components::{AdminLayout, PostButton, SettingsCard, loaded},
    error::AppError,
};

/// One permission that was made at run time.
#[server(prefix = "/api", endpoint = "admin/permission")]
pub async fn load_permission(#[server(default)] id: String) -> Result<PermissionDetail, AppError> {
    use crate::ssr::{key, require};
    use contract::{access::Policy, permission::permission_model};

    let request = require(Policy::StaffWith(&[permission_model::DELETE]))?;
    Ok(auth::admin::permissions::detail(&request.auth, key(&id)?).await?)
}

/// Deletes it.
#[server(prefix = "", endpoint = "admin/permissions/{id}/delete")]
pub async fn delete_permission(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{key, require, see_other};
    use contract::{access::Policy, notice::Notice, permission::permission_model};

    let request = require(Policy::StaffWith(&[permission_model::DELETE]))?;
    auth::admin::permissions::delete(&request.auth, &request.origin(), key(&id)?).await?;
    request.tell(Notice::PermissionDeleted).await?;
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
            let lead = view! { <p>"At once. " <strong>"It cannot be undone."</strong></p> }.into_any();
            let PermissionDetail {
                id,
                name,
                users,
                groups,
                ..
            } = permission;
            view! {
                <AdminLayout title=format!("Delete {name}?") above=above()>
                    <div class="stack stack--narrow">
                        <SettingsCard title="What is deleted" id="what-title" lead is_dangerous=true>
                            <ul class="rules">
                                <li class="rules__item">"The permission " <code>{name.clone()}</code></li>
                                <li class="rules__item">{format!("Direct grants to users: {users}")}</li>
                                <li class="rules__item">{format!("Groups that give it: {groups}")}</li>
                            </ul>
                            <div class="form__actions">
                                <PostButton
                                    path=paths::fill(paths::ADMIN_DELETE_PERMISSION, &[&id.to_string()])
                                    label="Delete this permission"
                                    class="button button--danger"
                                />
                                <a class="button button--quiet" href=paths::ADMIN_PERMISSIONS>
                                    "Keep it"
                                </a>
                            </div>
                        </SettingsCard>
                    </div>
                </AdminLayout>
            }
        },
    )
}
