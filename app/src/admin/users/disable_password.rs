//! Disable a user's password, after a page that asks for confirmation.

use contract::{
    admin::UserDetail,
    forms::{DisableUserPassword, FormData},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, ConfirmationCard},
    redirect,
};

use super::{above_user, load_target, nothing_to_do::NothingToDo, sessions_end, user::OwnPassword};
use crate::admin::path_of;

/// The page at `/admin/users/{id}/password/disable`.
pub(in crate::admin) async fn disable_password_page(request: Request) -> Result<impl IntoView, AppError> {
    let user = load_target(&request).await?;
    let title = format!("Disable the password of {}?", user.username);
    let above = above_user(user.id, &user.username);
    Ok(view! {
        <AdminLayout title above>
            <Question user />
        </AdminLayout>
    })
}

#[component]
fn Question(user: UserDetail) -> impl IntoView {
    let back = path_of(paths::ADMIN_USER, user.id);
    if user.is_own {
        return view! { <OwnPassword /> }.into_any();
    }
    if !user.has_password {
        let text = format!("{} has no password.", user.username);
        return view! { <NothingToDo title="There is nothing to disable" text back /> }.into_any();
    }
    let mut items = vec![format!("{} can no longer log in with a password", user.username)];
    if user.sessions > 0 {
        items.push(sessions_end(user.sessions));
    }
    items.push("Links that were emailed to the account stop working".to_owned());
    view! {
        <ConfirmationCard
            form=DisableUserPassword::FORM
            path=path_of(paths::ADMIN_DISABLE_PASSWORD, user.id)
            title="What will happen"
            items
            retained="The account is not deleted. If its email address is confirmed, the user can request a link to set a new password."
            label="Disable the password"
            back
        />
    }
    .into_any()
}

/// Disables a user's password.
pub(in crate::admin) async fn disable_password(
    request: Request,
    _: DisableUserPassword,
) -> Result<Next, AppError> {
    let id = request.id()?;
    auth::admin::users::disable_password(&request.auth, &request.context, id).await?;
    Ok(redirect(path_of(paths::ADMIN_USER, id)).flash("The user can no longer log in with a password."))
}
