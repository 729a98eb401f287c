//! Reauthentication, for pages that require a recent login.

use auth::authentication::RECENT_MINUTES;
use contract::{
    forms::{FormData, Reauthenticate, ReauthenticateWith},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{CardLayout, Form, HiddenField, PasswordField, ProviderButtons},
    redirect,
};

/// The page at `/reauthenticate`.
pub(super) async fn reauthenticate_page(request: Request) -> Result<impl IntoView, AppError> {
    let next = request.query("next");
    let username = request.viewer()?.username.clone();
    let purpose = match next.as_str() {
        paths::EMAIL => "You are about to change your email address.",
        paths::DELETE_ACCOUNT => "You are about to delete your account.",
        _ => "This action requires you to confirm that it’s you.",
    };
    let connections = auth::social::connections::list(&request.auth, request.viewer()?.id).await?;
    // A user without a connected account sees the password form in any case: another credential back end may know a password.
    let has_password = connections.has_password || connections.rows.is_empty();
    let connected: Vec<String> = connections.rows.into_iter().map(|row| row.provider).collect();
    let lead = view! {
        <p>
            {purpose} {format!(" We ask because you last logged in more than {RECENT_MINUTES} minutes ago.")}
        </p>
    }
    .into_any();
    let password_form = has_password.then(|| {
        let next = next.clone();
        view! {
            <Form form=Reauthenticate::FORM submit="Continue" busy="Checking…">
                <HiddenField name="next" value=next />
                <input type="text" autocomplete="username" value=username hidden />
                <PasswordField name="password" label="Password" autocomplete="current-password" />
            </Form>
        }
    });
    let (title, reset) = if has_password {
        ("Confirm your password", "Forgot your password?")
    } else {
        ("Confirm that it’s you", "Set a password by email")
    };
    Ok(view! {
        <CardLayout title lead>
            {password_form}
            <ProviderButtons
                form=ReauthenticateWith::FORM
                verb="Continue with"
                next
                only=Some(connected)
            />
            <p class="card__more">
                <a href=paths::PASSWORD_RESET>{reset}</a>
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
