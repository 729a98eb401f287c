//! What happens when a provider sends the browser back.

use std::time::Duration;

use contract::field_errors::FieldErrors;
use entity::{social_account, user};
use oauth::{AuthorizationCode, ExternalUser, Provider, ProviderError};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use thiserror::Error;
use tokio::time::timeout;

use super::{
    Purpose, connect,
    flow::{self, Flow},
    method,
    pending::{self, PendingAction},
    provider_tokens, sign_up,
};
use crate::{
    Auth, Error, Origin,
    audit::{EventKind, SocialFailure},
    authentication::{
        AuthContext, LoginAttempt, LoginOutcome, complete_login, reauthentication::complete_reauthentication,
    },
    users::{self, email_address},
};

/// The maximum time for all requests to the provider together. Shorter than the time in which the server has to respond.
const PROVIDER_TIMEOUT: Duration = Duration::from_secs(20);

/// The parameters of the provider's response (RFC 6749, sections 4.1.2 and 4.1.2.1; RFC 9207).
#[derive(Clone, Debug, Default)]
pub struct Callback {
    /// `state`.
    pub state: String,
    /// `code`, if the user has agreed.
    pub code: Option<String>,
    /// `iss`.
    pub issuer: Option<String>,
    /// `error`, if the user has not agreed, or the provider refuses.
    pub error: Option<String>,
}

/// What a log-in at a provider has led to.
#[derive(Debug)]
pub enum Outcome {
    /// The log-in is complete, as far as the provider is concerned.
    LogIn {
        /// The result.
        outcome: LoginOutcome,
        /// Whether the user has just been created.
        is_new: bool,
        /// The local path to go to; empty for the default.
        next: String,
    },
    /// The visitor has logged in in another tab meanwhile.
    AlreadyLoggedIn {
        /// The local path to go to; empty for the default.
        next: String,
    },
    /// A form has to be completed; [`pending`](super::pending()) says which.
    FormRequired(PendingAction),
    /// The account is connected with the logged-in user.
    Connected {
        /// Whether it was not before.
        is_new: bool,
    },
    /// The logged-in user has authenticated again.
    Reauthenticated {
        /// The local path to go to; empty for the default.
        next: String,
    },
}

/// Why a log-in at a provider has led to nothing. Nothing is stored, and nobody is logged in.
#[derive(Debug, Error)]
pub enum SocialError {
    /// The state is missing, unknown, expired or used, or belongs to another browser or provider.
    #[error("the state is not valid")]
    InvalidState,
    /// The user has cancelled.
    #[error("cancelled at the provider")]
    Cancelled,
    /// The provider has refused, or its answer is not valid.
    #[error("the provider’s answer is refused")]
    Refused,
    /// The provider does not answer.
    #[error("the provider is unavailable")]
    Unavailable,
    /// Sign-up is closed, and the account is not connected with a user.
    #[error("sign-up is closed")]
    SignUpClosed,
    /// A user has the address, and has never confirmed it.
    #[error("a user with this address has not confirmed it")]
    AddressNotConfirmed,
    /// The user may not log in.
    #[error("the user may not log in")]
    LoginRefused,
    /// The account is connected with another user.
    #[error("connected with another user")]
    ConnectedToAnother,
    /// The account is not connected with the logged-in user.
    #[error("not an account of this user")]
    NotConnected,
    /// The user who has started this is not logged in any more.
    #[error("the session has ended meanwhile")]
    SessionOver,
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

/// Finishes a log-in at a provider: checks the response, asks the provider who the user is, and does what the flow was started for.
///
/// # Errors
/// [`SocialError`]. A response that is not valid, and one that the provider refuses, is recorded in the audit log.
pub async fn finish(
    auth: &Auth,
    context: &AuthContext,
    attempt: &LoginAttempt<'_>,
    provider: &str,
    callback: &Callback,
) -> Result<Outcome, SocialError> {
    let provider = auth.providers.get(provider)?;
    let Some(flow) = flow::take(auth, attempt.session, provider.name(), &callback.state).await? else {
        return Err(fail(auth, context, provider.as_ref(), SocialFailure::InvalidState).await);
    };
    if flow.purpose == Purpose::LogIn && context.viewer().is_some() {
        return Ok(Outcome::AlreadyLoggedIn { next: flow.next });
    }
    if context.identity().map(|identity| identity.user_id) != flow.user_id {
        return Err(SocialError::SessionOver);
    }
    let external = match (&callback.error, &callback.code) {
        (Some(error), _) if error == "access_denied" => return Err(SocialError::Cancelled),
        (None, Some(code)) => ask(provider.as_ref(), auth, &flow, code, callback.issuer.as_deref()).await,
        _ => Err(ProviderError::Refused("the response has no code".into())),
    };
    let external = match external {
        Ok(external) => external,
        Err(error) => {
            let failure = match error {
                ProviderError::Unavailable(_) => SocialFailure::Unavailable,
                ProviderError::Refused(_) => SocialFailure::Refused,
            };
            tracing::warn!(
                event = "provider.failed",
                provider = provider.name(),
                error = error.chain()
            );
            return Err(fail(auth, context, provider.as_ref(), failure).await);
        }
    };
    let known = find(auth, &external).await?;
    match flow.purpose {
        Purpose::LogIn => log_in(auth, attempt, provider.as_ref(), external, known, flow.next).await,
        Purpose::Connect => {
            let user_id = context.require_identity()?.user_id;
            connect::connect(auth, &context.origin(), user_id, provider.name(), &external)
                .await
                .map(|is_new| Outcome::Connected { is_new })
        }
        Purpose::Reauthenticate => match known {
            Some((_, user)) if Some(user.id) == flow.user_id => {
                complete_reauthentication(auth, context, attempt.session, &method(provider.name())).await?;
                Ok(Outcome::Reauthenticated { next: flow.next })
            }
            _ => Err(SocialError::NotConnected),
        },
    }
}

async fn ask(
    provider: &dyn Provider,
    auth: &Auth,
    flow: &Flow,
    code: &str,
    issuer: Option<&str>,
) -> Result<ExternalUser, ProviderError> {
    let code = AuthorizationCode {
        code,
        issuer,
        nonce: &flow.nonce,
        pkce_verifier: &flow.pkce_verifier,
        freshness: flow.freshness,
        now: auth.clock.now(),
    };
    timeout(PROVIDER_TIMEOUT, provider.authenticate(code))
        .await
        .unwrap_or_else(|_| Err(ProviderError::Unavailable("no answer in time".into())))
}

async fn fail(
    auth: &Auth,
    context: &AuthContext,
    provider: &dyn Provider,
    reason: SocialFailure,
) -> SocialError {
    let kind = EventKind::SocialLoginFailed {
        provider: provider.name().to_owned(),
        reason,
    };
    if let Err(error) = auth.record_alone(kind, None, &context.origin()).await {
        return error.into();
    }
    match reason {
        SocialFailure::InvalidState => SocialError::InvalidState,
        SocialFailure::Refused => SocialError::Refused,
        SocialFailure::Unavailable => SocialError::Unavailable,
    }
}

/// The connected account and its user, if the provider's account is known.
pub(super) async fn find(
    auth: &Auth,
    external: &ExternalUser,
) -> Result<Option<(social_account::Model, user::Model)>, Error> {
    let found = social_account::Entity::find()
        .filter(social_account::Column::Issuer.eq(&external.issuer))
        .filter(social_account::Column::Subject.eq(&external.subject))
        .find_also_related(user::Entity)
        .one(auth.db.writer())
        .await?;
    Ok(found.and_then(|(account, user)| Some((account, user?))))
}

async fn log_in(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    provider: &dyn Provider,
    external: ExternalUser,
    known: Option<(social_account::Model, user::Model)>,
    next: String,
) -> Result<Outcome, SocialError> {
    if let Some((account, user)) = known {
        let outcome = complete(auth, attempt, &user, provider.name()).await?;
        if matches!(outcome, LoginOutcome::LoggedIn(_)) {
            note_use(auth, account, &external).await?;
        }
        return Ok(Outcome::LogIn {
            outcome,
            is_new: false,
            next,
        });
    }
    let action = match holder_of_verified_address(auth, &external).await? {
        Some(holder) if holder.email_confirmed_at.is_none() => return Err(SocialError::AddressNotConfirmed),
        Some(holder) => PendingAction::Connect { user_id: holder.id },
        None if !auth.site.sign_up_open => return Err(SocialError::SignUpClosed),
        None => {
            if let Some(outcome) = sign_up::without_form(auth, attempt, provider.name(), &external).await? {
                return Ok(Outcome::LogIn {
                    outcome,
                    is_new: true,
                    next,
                });
            }
            PendingAction::SignUp
        }
    };
    pending::store(auth, attempt.session, provider.name(), external, action, next).await?;
    Ok(Outcome::FormRequired(action))
}

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

async fn note_use(auth: &Auth, account: social_account::Model, external: &ExternalUser) -> Result<(), Error> {
    let id = account.id;
    let mut changed: social_account::ActiveModel = account.into();
    changed.last_login_at = Set(Some(auth.clock.now()));
    changed.label = Set(connect::label(external));
    changed.update(auth.db.writer()).await?;
    provider_tokens::store(auth, auth.db.writer(), id, &external.tokens).await
}

/// The user whose address is the one that the provider vouches for.
async fn holder_of_verified_address(
    auth: &Auth,
    external: &ExternalUser,
) -> Result<Option<user::Model>, Error> {
    let verified = external.email.as_ref().filter(|email| email.is_verified);
    let Some(address) = verified.and_then(|email| email_address::canonical(&email.address)) else {
        return Ok(None);
    };
    Ok(users::by_email(auth.db.reader(), &address).await?)
}

/// The origin of an event that a visitor has caused.
pub(super) fn visitor(attempt: &LoginAttempt<'_>) -> Origin {
    Origin::visitor(attempt.client.clone())
}
