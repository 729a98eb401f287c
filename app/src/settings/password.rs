//! Changing the viewer's password.

use contract::{
    forms::{ChangePassword, FormData},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, NewPasswordField, OutcomeCard, PasswordField, SettingsCard, SettingsLayout},
    redirect,
    routing::PageError,
};

/// The page at `/password_change`.
///
/// # Errors
/// [`PageError::SeeOther`] if the user has no password yet, which is set on another page.
pub(super) async fn change_page(request: Request) -> Result<impl IntoView, PageError> {
    let has_password = auth::accounts::first_password::has_password(&request.auth, request.viewer()?.id);
    if !has_password.await.map_err(AppError::from)? {
        return Err(PageError::SeeOther(paths::SET_FIRST_PASSWORD.to_owned()));
    }
    let min = request.auth.site.password_min_length;
    let username = request.viewer()?.username.clone();
    let lead = view! { <p>"This logs you out on all other devices."</p> }.into_any();
    Ok(view! {
        <SettingsLayout title="Password">
            <SettingsCard title="Password" id="password-title" lead>
                <Form
                    form=ChangePassword::FORM
                    submit="Change password"
                    busy="Changing…"
                    button=Button::Plain
                >
                    // Tells password managers the account. The input has no name, so it is not sent.
                    <input type="text" autocomplete="username" value=username hidden />
                    <PasswordField
                        name="old_password"
                        label="Old password"
                        autocomplete="current-password"
                    />
                    <NewPasswordField name="new_password1" label="New password" min />
                    <PasswordField
                        name="new_password2"
                        label="Confirm new password"
                        autocomplete="new-password"
                    />
                </Form>
            </SettingsCard>
        </SettingsLayout>
    })
}

/// Changes the password. This session gets a new id, all others end.
pub(super) async fn change_password(request: Request, form: ChangePassword) -> Result<Next, AppError> {
    auth::passwords::change::change_password(&request.auth, &request.origin(), &request.session, form)
        .await?;
    Ok(redirect(paths::PASSWORD_CHANGE_DONE))
}

/// The page at `/password_change/done`.
pub(super) async fn changed_page(_: Request) -> Result<impl IntoView, AppError> {
    Ok(view! {
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
    })
}
