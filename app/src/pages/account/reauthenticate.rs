//! Give the password again, for pages that want a recent one.

use contract::{
    access::RECENT_MINUTES,
    forms::{self, FormState},
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{CardLayout, Form, HiddenField, PasswordField},
    error::AppError,
    page_context::{form_state, use_viewer},
    url_params::query,
};

/// Checks the password of who is logged in. The session goes on under a new id, and leads to `next`.
#[server(prefix = "", endpoint = "reauthenticate")]
pub async fn reauthenticate(
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    use crate::ssr::{continue_to, require};
    use contract::access::Policy;

    let request = require(Policy::LoggedIn)?;
    auth::authentication::reauthentication::reauthenticate(
        &request.auth,
        &request.context,
        &request.session,
        "password",
        password,
    )
    .await?;
    continue_to(&request, &next);
    Ok(())
}

/// The page at `/reauthenticate`.
#[component]
pub fn ReauthenticatePage() -> impl IntoView {
    let start = form_state(&forms::REAUTHENTICATE);
    let next = query("next");
    let username = use_viewer().map(|viewer| viewer.username).unwrap_or_default();
    let purpose = match next.as_str() {
        paths::EMAIL => "You are about to change your email address.",
        paths::DELETE_ACCOUNT => "You are about to delete your account.",
        _ => "What you are about to do needs a recent password.",
    };
    let lead = view! {
        <p>
            {purpose}
            {format!(" We ask because it is more than {RECENT_MINUTES} minutes since you last gave your password.")}
        </p>
    }
    .into_any();
    view! {
        <CardLayout title="Please enter your password again" lead>
            <ReauthenticateForm start next username />
            <p class="card__more">
                <a href=paths::PASSWORD_RESET>"Forgot your password?"</a>
            </p>
            <p class="card__more">
                <a href=paths::DASHBOARD>"Back to the dashboard"</a>
            </p>
        </CardLayout>
    }
}

#[island]
fn ReauthenticateForm(start: FormState, next: String, username: String) -> impl IntoView {
    view! {
        <Form form=&forms::REAUTHENTICATE start submit="Continue" busy="Checking…">
            <HiddenField name="next" value=next />
            <input type="text" autocomplete="username" value=username hidden />
            <PasswordField name="password" label="Password" autocomplete="current-password" />
        </Form>
    }
}
