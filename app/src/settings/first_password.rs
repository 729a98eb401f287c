//! Setting the first password of an account that was created with an account at a provider.

use contract::{
    forms::{FormData, SetFirstPassword},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, NewPasswordField, PasswordField, SettingsCard, SettingsLayout},
    redirect,
    routing::PageError,
};

/// The page at `/password_set`.
///
/// # Errors
/// [`PageError::SeeOther`] if the user has a password, which is changed on another page.
pub(super) async fn first_password_page(request: Request) -> Result<impl IntoView, PageError> {
    let viewer = request.viewer()?;
    if auth::accounts::first_password::has_password(&request.auth, viewer.id)
        .await
        .map_err(AppError::from)?
    {
        return Err(PageError::SeeOther(paths::PASSWORD_CHANGE.to_owned()));
    }
    let min = request.auth.site.password_min_length;
    let username = viewer.username.clone();
    let lead = view! { <p>"Your account has no password yet. This logs you out on all other devices."</p> };
    Ok(view! {
        <SettingsLayout title="Set a password">
            <SettingsCard title="Set a password" id="password-title" lead=lead.into_any()>
                <Form form=SetFirstPassword::FORM submit="Set password" busy="Setting…" button=Button::Plain>
                    <input type="text" autocomplete="username" value=username hidden />
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

/// Sets the password. This session gets a new id, all others end.
pub(super) async fn set_first_password(request: Request, form: SetFirstPassword) -> Result<Next, AppError> {
    auth::accounts::first_password::set_first_password(
        &request.auth,
        &request.context,
        &request.session,
        form,
    )
    .await?;
    Ok(redirect(paths::PASSWORD_CHANGE_DONE))
}
