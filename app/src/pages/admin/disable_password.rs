//! Disable a user's password, after a page that asks for confirmation.

use contract::{admin::UserDetail, forms, paths};
use leptos::prelude::*;

use super::user::{NothingToDo, OwnPassword, question_page, sessions};
use crate::{components::QuestionCard, error::AppError};

/// Takes a user's password away.
#[server(prefix = "", endpoint = "admin/users/{id}/password/disable")]
pub async fn disable_user_password(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::user};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[user::CHANGE])))?;
    auth::admin::users::disable_password(&request.auth, &request.context, parse_id(&id)?).await?;
    request.flash(FlashMessage::PasswordDisabled).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
}

/// The page at `/admin/users/{id}/password/disable`.
#[component]
pub fn AdminDisablePasswordPage() -> impl IntoView {
    question_page(
        |username| format!("Disable the password of {username}?"),
        question,
    )
}

fn question(user: UserDetail) -> AnyView {
    let id = user.id.to_string();
    let back = paths::fill(paths::ADMIN_USER, &[&id]);
    if user.is_own {
        return view! { <OwnPassword /> }.into_any();
    }
    if !user.has_password {
        let text = format!("{} has no password.", user.username);
        return view! { <NothingToDo title="There is nothing to disable" text back /> }.into_any();
    }
    let mut items = vec![format!(
        "{} cannot log in with a password any more",
        user.username
    )];
    if user.sessions > 0 {
        items.push(sessions(user.sessions, "ends", "end"));
    }
    items.push("Links that were mailed to the account stop working".to_owned());
    view! {
        <QuestionCard
            form=&forms::ADMIN_DISABLE_PASSWORD
            path=paths::fill(paths::ADMIN_DISABLE_PASSWORD, &[&id])
            title="What happens"
            items
            stays="The account stays. Its owner can ask for a link to set a new password, if the email address is confirmed."
            label="Disable the password"
            back
        />
    }
    .into_any()
}
