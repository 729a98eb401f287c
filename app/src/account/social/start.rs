//! Sends the browser to a provider.

use auth::social::{self, Purpose};
use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::{ReauthenticateWith, SocialLogIn},
};
use web::{AppError, Next, Request, routing::redirect_to_site};

/// Starts a login. Keeps `next`, and passes nothing else on to the provider.
pub(crate) async fn log_in(request: Request, form: SocialLogIn) -> Result<Next, AppError> {
    start(&request, Purpose::LogIn, &form.next).await
}

/// Starts a reauthentication of the logged-in user.
pub(crate) async fn reauthenticate(request: Request, form: ReauthenticateWith) -> Result<Next, AppError> {
    start(&request, Purpose::Reauthenticate, &form.next).await
}

/// Starts what the browser goes to the provider in the path for.
///
/// # Errors
/// [`AppError::NotFound`] if the provider is not configured. [`AppError::Invalid`] if it does not respond.
pub(crate) async fn start(request: &Request, purpose: Purpose, next: &str) -> Result<Next, AppError> {
    let provider = request.parameter("provider");
    let started = social::start(
        &request.auth,
        &request.context,
        &request.session,
        provider,
        purpose,
        next,
    )
    .await;
    match started {
        Ok(url) => Ok(redirect_to_site(&url)),
        Err(social::StartError::ProviderUnavailable) => {
            let label = request.auth.providers.label(provider);
            let message = format!(
                "{label} isn’t available at the moment. Try again later, or use another way to log in."
            );
            let error = FieldError::custom("provider_unavailable", message);
            Err(AppError::Invalid(FieldErrors::of_form(error)))
        }
        Err(social::StartError::Other(error)) => Err(error.into()),
    }
}
