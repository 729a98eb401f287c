//! Delete a user, after a page that lists what will be deleted with the account.

use contract::{
    admin::Dependents,
    forms::{DeleteUser, FormData},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, DeletionCard},
    redirect,
};

use super::above_user;
use crate::admin::path_of;

/// The page at `/admin/users/{id}/delete`.
pub(in crate::admin) async fn delete_user_page(request: Request) -> Result<impl IntoView, AppError> {
    let user = load_dependents(&request).await?;
    let title = format!("Delete {}?", user.username);
    let above = above_user(user.id, &user.username);
    let mut items = vec![format!("The user {}", user.username)];
    items.extend(user.counts.iter().map(|(kind, count)| format!("{count} {kind}")));
    Ok(view! {
        <AdminLayout title above>
            <DeletionCard
                form=DeleteUser::FORM
                path=path_of(paths::ADMIN_DELETE_USER, user.id)
                items
                retained="Audit log entries about the account and its activity are not deleted."
                label="Delete this user"
                back=path_of(paths::ADMIN_USER, user.id)
            />
        </AdminLayout>
    })
}

/// What is deleted with the user named by the path: data of the account, followed by data of each domain.
async fn load_dependents(request: &Request) -> Result<Dependents, AppError> {
    let id = request.id()?;
    let mut dependents = auth::admin::user_detail::dependents(&request.auth, request.viewer()?, id).await?;
    for domain in &request.services.domains {
        dependents.counts.extend(domain.dependents(request, id).await?);
    }
    Ok(dependents)
}

/// Deletes a user.
pub(in crate::admin) async fn delete_user(request: Request, _: DeleteUser) -> Result<Next, AppError> {
    auth::admin::users::delete(&request.auth, &request.context, request.id()?).await?;
    request.end_if_invalidated().await?;
    Ok(redirect(paths::ADMIN_USERS).flash("The user has been deleted."))
}
