//! The last step of a log-in with an account at a provider.

use contract::field_errors::FieldErrors;
use entity::user;

use super::{error::SocialError, method};
use crate::{
    Auth, Error,
    authentication::{LoginAttempt, LoginOutcome, complete_login},
};

/// [`complete_login`] with the provider's method. It refuses an inactive user with the error of a wrong password, which does not fit here.
pub(super) async fn complete(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    user: &user::Model,
    provider: &str,
) -> Result<LoginOutcome, SocialError> {
    match complete_login(auth, attempt, user, &method(provider)).await {
        Err(Error::Refused(FieldErrors { .. })) => Err(SocialError::LoginRefused),
        outcome => Ok(outcome?),
    }
}
