//! End a user's sessions, after a page that asks for confirmation.

use contract::{
    admin::UserDetail,
    forms::{EndUserSessions, FormData},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, ConfirmationCard},
    redirect,
};

use super::{above_user, load_target, nothing_to_do::NothingToDo, sessions_end};
use crate::admin::path_of;

/// The page at `/admin/users/{id}/sessions`.
pub(in crate::admin) async fn end_sessions_page(request: Request) -> Result<impl IntoView, AppError> {
    let user = load_target(&request).await?;
    let title = format!("End the sessions of {}?", user.username);
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
    if user.sessions == 0 {
        let text = format!("{} is logged in nowhere.", user.username);
        return view! { <NothingToDo title="There is nothing to end" text back /> }.into_any();
    }
    let mut items = vec![sessions_end(user.sessions)];
    if user.is_own {
        items.push("The session that you are using now is one of them: you will be logged out".to_owned());
    }
    view! {
        <ConfirmationCard
            form=EndUserSessions::FORM
            path=path_of(paths::ADMIN_END_SESSIONS, user.id)
            title="What will happen"
            items
            retained="The password does not change, so the user can log in again immediately."
            label="End the sessions"
            back
        />
    }
    .into_any()
}

/// Ends every session of a user.
pub(in crate::admin) async fn end_sessions(request: Request, _: EndUserSessions) -> Result<Next, AppError> {
    let id = request.id()?;
    auth::admin::users::end_sessions(&request.auth, &request.context, id).await?;
    request.end_if_invalidated().await?;
    Ok(redirect(path_of(paths::ADMIN_USER, id)).flash("Every session of the user has ended."))
}
