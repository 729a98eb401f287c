//! Connects an existing account with the account at a provider that has the same email address.

use auth::social::{self, PendingAction};
use contract::{
    forms::{ConnectWithPassword, FormData},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{CardLayout, Form, PasswordField},
    routing::PageError,
};

use super::callback::after_login;

/// The page at `/oauth/connect`.
///
/// # Errors
/// [`PageError::SeeOther`] if no account is to be connected in this session.
pub(crate) async fn connect_page(request: Request) -> Result<impl IntoView, PageError> {
    let pending = social::pending(&request.auth, &request.session)
        .await
        .map_err(AppError::from)?
        .filter(|pending| matches!(pending.action, PendingAction::Connect { .. }))
        .ok_or_else(|| PageError::SeeOther(paths::LOG_IN.to_owned()))?;
    let label = request.auth.providers.label(&pending.provider);
    let email = pending.email.unwrap_or_default();
    let lead = view! {
        <p>
            "You already have an account with the address " <strong>{email.clone()}</strong>
            {format!(". Enter its password to log in and connect {label}.")}
        </p>
    };
    Ok(view! {
        <CardLayout title="Connect your account" lead=lead.into_any()>
            <Form form=ConnectWithPassword::FORM submit="Log in and connect" busy="Logging in…">
                <input type="text" autocomplete="username" value=email hidden />
                <PasswordField name="password" label="Password" autocomplete="current-password" />
            </Form>
            <p class="card__more">
                <a href=paths::PASSWORD_RESET>"Forgot your password, or never had one?"</a>
            </p>
            <p class="card__more">
                <a href=paths::LOG_IN>"Cancel"</a>
            </p>
        </CardLayout>
    })
}

/// Checks the password of the existing account, logs the user in, and connects the accounts.
pub(crate) async fn connect(request: Request, form: ConnectWithPassword) -> Result<Next, AppError> {
    let attempt = request.login_attempt(false);
    let (outcome, pending) = social::connect_with_password(&request.auth, &attempt, form.password).await?;
    let next = after_login(&request, outcome, false, &pending.next)?;
    let label = request.auth.providers.label(&pending.provider);
    Ok(next.flash(format!("Your {label} account has been connected.")))
}
