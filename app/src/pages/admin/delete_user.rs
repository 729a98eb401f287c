//! Delete a user, after showing what goes along.

use contract::{admin::Dependents, forms, paths};
use leptos::prelude::*;

use crate::{
    components::{AdminLayout, DeletionCard, loaded},
    error::AppError,
    url_params::parameter,
};

/// What goes with a user.
#[server(prefix = "/api", endpoint = "admin/user/dependents")]
pub async fn load_dependents(#[server(default)] id: String) -> Result<Dependents, AppError> {
    use crate::ssr::{parse_id, require_viewer};
    use contract::{access::Policy, permission::user};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[user::DELETE]))?;
    let id = parse_id(&id)?;
    let mut dependents = auth::admin::user_detail::dependents(&request.auth, &viewer, id).await?;
    dependents
        .counts
        .extend(demo::dependents(&request.auth, id).await?);
    Ok(dependents)
}

/// Deletes a user.
#[server(prefix = "", endpoint = "admin/users/{id}/delete")]
pub async fn delete_user(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::user};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[user::DELETE])))?;
    auth::admin::users::delete(&request.auth, &request.context, parse_id(&id)?).await?;
    request.leave_if_over().await?;
    request.flash(FlashMessage::UserDeleted).await?;
    see_other(paths::ADMIN_USERS);
    Ok(())
}

/// The page at `/admin/users/{id}/delete`.
#[component]
pub fn AdminDeleteUserPage() -> impl IntoView {
    let id = parameter("id");
    loaded(
        move || load_dependents(id.clone()),
        |user| {
            let path = paths::fill(paths::ADMIN_USER, &[&user.id.to_string()]);
            let above = vec![
                ("Users".to_owned(), paths::ADMIN_USERS.to_owned()),
                (user.username.clone(), path.clone()),
            ];
            let mut items = vec![format!("The user {}", user.username)];
            items.extend(user.counts.iter().map(|(kind, count)| format!("{count} {kind}")));
            view! {
                <AdminLayout title=format!("Delete {}?", user.username) above>
                    <DeletionCard
                        form=&forms::ADMIN_DELETE_USER
                        path=paths::fill(paths::ADMIN_DELETE_USER, &[&user.id.to_string()])
                        items
                        stays="The audit log keeps what happened to the account and what it did."
                        label="Delete this user"
                        back=path
                    />
                </AdminLayout>
            }
        },
    )
}
