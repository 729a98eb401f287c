//! What happens when a provider sends the browser back.

use std::time::Duration;

use entity::{social_account, user};
use oauth::{AuthorizationCode, ExternalUser, Provider, ProviderError};
use tokio::time::timeout;

use super::{
    Purpose, claims, connect,
    error::SocialError,
    flow::{self, Flow},
    login, method,
    pending::{self, PendingAction},
    rows, sign_up,
};
use crate::{
    Auth, Error, Origin,
    audit::{AffectedUser, EventKind, SocialFailure},
    authentication::{AuthContext, LoginAttempt, LoginOutcome, reauthentication::complete_reauthentication},
    passwords::reset,
    sessions,
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
        Ok(external) => claims::sanitize(external),
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
    let known = rows::find(auth.db.writer(), &external).await?;
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
            _ => {
                let user = context.viewer().map(|viewer| AffectedUser {
                    id: viewer.id,
                    username: viewer.username.clone(),
                    email: Some(viewer.email.clone()).filter(|email| !email.is_empty()),
                });
                auth.record_alone(EventKind::ReauthenticationFailed, user, &context.origin())
                    .await?;
                Err(SocialError::NotConnected)
            }
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

async fn log_in(
    auth: &Auth,
    attempt: &LoginAttempt<'_>,
    provider: &dyn Provider,
    external: ExternalUser,
    known: Option<(social_account::Model, user::Model)>,
    next: String,
) -> Result<Outcome, SocialError> {
    if let Some((account, user)) = known {
        let outcome = login::complete(auth, attempt, &user, provider.name()).await?;
        if matches!(outcome, LoginOutcome::LoggedIn(_)) {
            // Disconnecting an account ends the sessions that were opened with it. This one has to be among them from here on.
            attempt.session.save().await.map_err(Error::from)?;
            if !rows::note_use(auth, account.id, &external).await? {
                sessions::end(attempt.session).await?;
                return Err(SocialError::NotConnected);
            }
        }
        return Ok(Outcome::LogIn {
            outcome,
            is_new: false,
            next,
        });
    }
    let action = match holder_of_verified_address(auth, &external).await? {
        Some(holder) if holder.email_confirmed_at.is_none() => {
            send_reset_link(auth, attempt, &holder).await?;
            return Err(SocialError::AddressNotConfirmed);
        }
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

/// The provider vouches that the visitor owns the address. The link sets a password, which disconnects and logs out everybody else.
async fn send_reset_link(auth: &Auth, attempt: &LoginAttempt<'_>, holder: &user::Model) -> Result<(), Error> {
    let transaction = auth.db.begin().await?;
    let origin = Origin::visitor(attempt.client.clone());
    reset::send_link_to_owner(auth, &transaction, holder, &origin).await?;
    auth.commit(transaction).await
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
