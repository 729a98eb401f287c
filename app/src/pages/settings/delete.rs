//! Leave.

use contract::{
    forms::{self, FormState},
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{Button, Form, PasswordField, SettingsCard, SettingsLayout, TextField},
    error::AppError,
    page_context::{form_state, use_viewer},
};

/// Deletes the viewer's own account.
#[server(prefix = "", endpoint = "settings/delete")]
pub async fn delete_account(
    #[server(default)] password: String,
    #[server(default)] confirm: String,
) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use auth::accounts::deletion::Deletion;
    use contract::{access::Policy, flash_message::FlashMessage};

    let request = require(Policy::RecentPassword)?;
    let form = Deletion { password, confirm };
    auth::accounts::deletion::delete_account(&request.auth, &request.context, &request.session, form).await?;
    auth::sessions::end(&request.session).await?;
    request.flash(FlashMessage::AccountDeleted).await?;
    see_other(paths::HOME);
    Ok(())
}

/// The page at `/settings/delete`.
#[component]
pub fn DeleteAccountPage() -> impl IntoView {
    let username = use_viewer().map(|viewer| viewer.username).unwrap_or_default();
    let lead =
        view! { <p>"Delete the account " <strong>{username.clone()}</strong> " and what belongs to it?"</p> };
    view! {
        <SettingsLayout title="Delete account">
            <SettingsCard title="Delete account" id="delete-title" lead=lead.into_any() is_dangerous=true>
                <Consequences />
                <DeleteAccountForm start=form_state(&forms::DELETE_ACCOUNT) username />
            </SettingsCard>
        </SettingsLayout>
    }
}

#[component]
fn Consequences() -> impl IntoView {
    view! {
        <div>
            <h3>"What is deleted, at once"</h3>
            <ul class="rules">
                <li class="rules__item">"Your profile, your email address and your password"</li>
                <li class="rules__item">"Your groups and permissions"</li>
                <li class="rules__item">"Your orders and your projects"</li>
                <li class="rules__item">"All your sessions: you are logged out everywhere"</li>
            </ul>
        </div>
        <div>
            <h3>"What stays"</h3>
            <ul class="rules">
                <li class="rules__item">
                    "The audit log: that there was an account of your user name, what happened to it, when and from where"
                </li>
            </ul>
        </div>
        <p>
            <strong>"It cannot be undone"</strong>
            ", not by an administrator either."
        </p>
    }
}

#[island]
fn DeleteAccountForm(start: FormState, username: String) -> impl IntoView {
    let keep = view! {
        <a class="button button--quiet" href=paths::PROFILE>
            "Keep it"
        </a>
    }
    .into_any();
    view! {
        <Form form=&forms::DELETE_ACCOUNT
            start
            submit="Delete my account"
            busy="Deleting…"
            button=Button::Danger
            beside=keep
        >
            <PasswordField name="password" label="Password" autocomplete="current-password" />
            <TextField
                name="confirm"
                label="Your user name, to confirm"
                autocomplete="off"
                hint=format!("Type {username}")
            />
        </Form>
    }
}
