//! Change one's own password.

use contract::{
    forms::{self, FormState},
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{Button, Form, NewPasswordField, OutcomeCard, PasswordField, SettingsCard, SettingsLayout},
    error::AppError,
    page_context::{form_state, use_page, use_viewer},
};

/// Changes the password. This session goes on under a new id, all others end.
#[server(prefix = "", endpoint = "password_change")]
pub async fn change_password(
    #[server(default)] old_password: String,
    #[server(default)] new_password1: String,
    #[server(default)] new_password2: String,
) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use auth::passwords::change::PasswordChange;
    use contract::access::Policy;

    let request = require(Policy::LoggedIn)?;
    let form = PasswordChange {
        old_password,
        new_password1,
        new_password2,
    };
    let (origin, session) = (request.origin(), &request.session);
    auth::passwords::change::change_password(&request.auth, &origin, session, form).await?;
    see_other(paths::PASSWORD_CHANGE_DONE);
    Ok(())
}

/// The page at `/password_change`.
#[component]
pub fn PasswordChangePage() -> impl IntoView {
    let start = form_state(&forms::PASSWORD_CHANGE);
    let min = use_page().site.password_min_length;
    let username = use_viewer().map(|viewer| viewer.username).unwrap_or_default();
    let lead = view! { <p>"Changing it logs you out everywhere but here."</p> }.into_any();
    view! {
        <SettingsLayout title="Password">
            <SettingsCard title="Password" id="password-title" lead>
                <PasswordChangeForm start min username />
            </SettingsCard>
        </SettingsLayout>
    }
}

#[island]
fn PasswordChangeForm(start: FormState, min: usize, username: String) -> impl IntoView {
    view! {
        <Form form=&forms::PASSWORD_CHANGE
            start
            submit="Change password"
            busy="Changing…"
            button=Button::Plain
        >
            // For password managers: which account this is. It has no name, so it is never sent.
            <input type="text" autocomplete="username" value=username hidden />
            <PasswordField name="old_password" label="Old password" autocomplete="current-password" />
            <NewPasswordField name="new_password1" label="New password" min />
            <PasswordField name="new_password2" label="New password again" autocomplete="new-password" />
        </Form>
    }
}

/// The page at `/password_change/done`.
#[component]
pub fn PasswordChangeDonePage() -> impl IntoView {
    view! {
        <OutcomeCard
            title="Your password has been changed"
            text="You are still logged in here. Every other session has ended."
            is_good=true
            href=paths::PROFILE
            label="Back to settings"
        >
            <p class="card__more">
                <a href=paths::SESSIONS>"See your sessions"</a>
            </p>
        </OutcomeCard>
    }
}
