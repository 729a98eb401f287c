//! Reauthentication, for pages that require a recent login.

use auth::authentication::RECENT_MINUTES;
use contract::{
    forms::{FormData, Reauthenticate},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{CardLayout, Form, HiddenField, PasswordField},
    redirect,
};

/// The page at `/reauthenticate`.
pub(super) async fn reauthenticate_page(request: Request) -> Result<impl IntoView, AppError> {
    let next = request.query("next");
    let username = request.viewer()?.username.clone();
    let purpose = match next.as_str() {
        paths::EMAIL => "You are about to change your email address.",
        paths::DELETE_ACCOUNT => "You are about to delete your account.",
        _ => "This action requires you to confirm your password.",
    };
    let lead = view! {
        <p>
            {purpose}
            {format!(" We ask because you last entered your password more than {RECENT_MINUTES} minutes ago.")}
        </p>
    }
    .into_any();
    Ok(view! {
        <CardLayout title="Confirm your password" lead>
            <Form form=Reauthenticate::FORM submit="Continue" busy="Checking…">
                <HiddenField name="next" value=next />
                <input type="text" autocomplete="username" value=username hidden />
                <PasswordField name="password" label="Password" autocomplete="current-password" />
            </Form>
            <p class="card__more">
                <a href=paths::PASSWORD_RESET>"Forgot your password?"</a>
            </p>
            <p class="card__more">
                <a href=paths::DASHBOARD>"Back to the dashboard"</a>
            </p>
        </CardLayout>
    })
}

/// Checks the password of the logged-in user. The session gets a new id. Redirects to `next`.
pub(super) async fn reauthenticate(request: Request, form: Reauthenticate) -> Result<Next, AppError> {
    let (context, session) = (&request.context, &request.session);
    auth::authentication::reauthentication::reauthenticate(
        &request.auth,
        context,
        session,
        "password",
        form.password,
    )
    .await?;
    Ok(redirect(request.after_log_in(&form.next)))
}
