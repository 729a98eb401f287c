//! Completes a sign-up that was started at a provider.

use auth::social::{self, PendingAction};
use contract::{
    forms::{AT_SIGN_UP, FormData, MAX_USERNAME_LENGTH, SocialSignUp},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{CardLayout, Form, ProfileFields, TextField},
    routing::PageError,
};

use super::callback::after_login;

/// The page at `/oauth/signup`.
///
/// # Errors
/// [`PageError::SeeOther`] if no sign-up is to be completed in this session.
pub(crate) async fn sign_up_page(request: Request) -> Result<impl IntoView, PageError> {
    let pending = social::pending(&request.auth, &request.session)
        .await
        .map_err(AppError::from)?
        .filter(|pending| pending.action == PendingAction::SignUp)
        .ok_or_else(|| PageError::SeeOther(paths::LOG_IN.to_owned()))?;
    let label = request.auth.providers.label(&pending.provider);
    let lead = view! { <p>{format!("You are logged in at {label}. Choose how you appear here.")}</p> };
    let hint = format!("{MAX_USERNAME_LENGTH} characters or fewer. Letters, digits and @ . + - _ only.");
    let email_hint = if pending.email_is_verified {
        format!("Confirmed by {label}. If you change it, we send a link to the new address.")
    } else {
        "We send a link to this address to confirm it.".to_owned()
    };
    let username = social::suggested_username(&pending);
    let email = pending.email.unwrap_or_default();
    Ok(view! {
        <CardLayout title="Complete your account" lead=lead.into_any()>
            <Form form=SocialSignUp::FORM submit="Create account" busy="Creating account…">
                <TextField
                    name="username"
                    label="Username"
                    autocomplete="username"
                    value=username
                    hint
                    autofocus=true
                />
                <TextField name="email" label="Email" autocomplete="email" value=email hint=email_hint />
                <ProfileFields is_own=true only=AT_SIGN_UP />
            </Form>
            <p class="card__more">
                <a href=paths::LOG_IN>"Cancel"</a>
            </p>
        </CardLayout>
    })
}

/// Creates the account and logs the user in. If the address has to be confirmed first, the user is not logged in.
pub(crate) async fn sign_up(request: Request, form: SocialSignUp) -> Result<Next, AppError> {
    let attempt = request.login_attempt(false);
    let (outcome, pending) = social::sign_up(&request.auth, &attempt, form).await?;
    after_login(&request, outcome, true, &pending.next)
}
