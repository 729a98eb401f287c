//! Disable a user's password, after a page that asks for confirmation.

use contract::{admin::UserDetail, forms, paths};
use leptos::prelude::*;

use super::user::{OwnPassword, above_user, load_target, sessions};
use crate::{
    components::{AdminLayout, QuestionCard, SettingsCard, loaded},
    error::AppError,
    url_params::parameter,
};

/// Takes a user's password away.
#[server(prefix = "", endpoint = "admin/users/{id}/password/disable")]
pub async fn disable_user_password(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::user};

    let (request, viewer) = require_viewer(Policy::WithRecentPassword(&Policy::StaffWith(&[user::CHANGE])))?;
    auth::admin::users::disable_password(&request.auth, &request.origin(), &viewer, parse_id(&id)?).await?;
    request.flash(FlashMessage::PasswordDisabled).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
}

/// The page at `/admin/users/{id}/password/disable`.
#[component]
pub fn AdminDisablePasswordPage() -> impl IntoView {
    let id = parameter("id");
    loaded(
        move || load_target(id.clone()),
        |user| {
            let title = format!("Disable the password of {}?", user.username);
            let above = above_user(&user);
            view! {
                <AdminLayout title above>
                    <Question user />
                </AdminLayout>
            }
        },
    )
}

#[component]
fn Question(user: UserDetail) -> impl IntoView {
    let id = user.id.to_string();
    let back = paths::fill(paths::ADMIN_USER, &[&id]);
    if user.is_own {
        return view! { <OwnPassword /> }.into_any();
    }
    if !user.has_password {
        return view! {
            <div class="stack stack--narrow">
                <SettingsCard title="There is nothing to disable" id="what-title">
                    <p>{user.username} " has no password."</p>
                    <div class="form__actions">
                        <a class="button" href=back>
                            "Back"
                        </a>
                    </div>
                </SettingsCard>
            </div>
        }
        .into_any();
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
