//! End a user's sessions, after a page that asks for confirmation.

use contract::{admin::UserDetail, forms, paths};
use leptos::prelude::*;

use super::user::{NothingToDo, question_page, sessions};
use crate::{components::QuestionCard, error::AppError};

/// Ends every session of a user.
#[server(prefix = "", endpoint = "admin/users/{id}/sessions")]
pub async fn end_user_sessions(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require, see_other};
    use contract::{
        access::Policy,
        flash_message::FlashMessage,
        permission::{session, user},
    };

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[
        user::CHANGE,
        session::DELETE,
    ])))?;
    auth::admin::users::end_sessions(&request.auth, &request.context, parse_id(&id)?).await?;
    request.leave_if_over().await?;
    request.flash(FlashMessage::UserSessionsEnded).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
}

/// The page at `/admin/users/{id}/sessions`.
#[component]
pub fn AdminEndSessionsPage() -> impl IntoView {
    question_page(|username| format!("End the sessions of {username}?"), question)
}

fn question(user: UserDetail) -> AnyView {
    let id = user.id.to_string();
    let back = paths::fill(paths::ADMIN_USER, &[&id]);
    if user.sessions == 0 {
        let text = format!("{} is logged in nowhere.", user.username);
        return view! { <NothingToDo title="There is nothing to end" text back /> }.into_any();
    }
    let mut items = vec![sessions(user.sessions, "ends", "end")];
    if user.is_own {
        items.push("The session that you use now is one of them: you will be logged out".to_owned());
    }
    view! {
        <QuestionCard
            form=&forms::ADMIN_END_SESSIONS
            path=paths::fill(paths::ADMIN_END_SESSIONS, &[&id])
            title="What happens"
            items
            stays="The password stays: with it the user can log in again at once."
            label="End the sessions"
            back
        />
    }
    .into_any()
}
