//! A provider's user who has not got an account here yet: kept in the session until a form is completed.

use oauth::{ExternalEmail, ExternalUser};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use tower_sessions_core::Session;

use super::provider_tokens::Sealed;
use crate::{Auth, Error, sessions::PENDING_SOCIAL};

/// How long the form may take: as long as a session lives that holds nothing else.
const LIFETIME: Duration = Duration::minutes(10);

/// What the visitor has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PendingAction {
    /// Complete the sign-up.
    SignUp,
    /// Enter the password of the user who has the address, to connect the accounts.
    Connect {
        /// The user.
        user_id: i64,
    },
}

/// A provider's user who waits in the session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    /// The name of the provider.
    pub provider: String,
    /// What the visitor has to do.
    pub action: PendingAction,
    /// The email address, if the provider has told it.
    pub email: Option<String>,
    /// Whether the provider vouches for the address.
    pub email_is_verified: bool,
    /// A suggestion for the username.
    pub username: Option<String>,
    /// The local path to go to afterwards; empty for the default.
    pub next: String,
    issuer: String,
    subject: String,
    first_name: Option<String>,
    last_name: Option<String>,
    tokens: Option<Sealed>,
    #[serde(with = "time::serde::rfc3339")]
    since: OffsetDateTime,
}

impl Pending {
    pub(super) fn external_user(&self, auth: &Auth) -> ExternalUser {
        ExternalUser {
            issuer: self.issuer.clone(),
            subject: self.subject.clone(),
            email: self.email.clone().map(|address| ExternalEmail {
                address,
                is_verified: self.email_is_verified,
            }),
            username: self.username.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            tokens: self
                .tokens
                .as_ref()
                .and_then(|sealed| sealed.open(auth))
                .unwrap_or_default(),
        }
    }
}

/// Stores the provider's user in the session. The session gets a new id, because an attacker who knows the old one must not complete the
/// form.
pub(super) async fn store(
    auth: &Auth,
    session: &Session,
    provider: &str,
    external: ExternalUser,
    action: PendingAction,
    next: String,
) -> Result<(), Error> {
    let pending = Pending {
        provider: provider.to_owned(),
        action,
        email_is_verified: external.email.as_ref().is_some_and(|email| email.is_verified),
        email: external.email.map(|email| email.address),
        username: external.username,
        next,
        tokens: Sealed::new(auth, &external.tokens),
        issuer: external.issuer,
        subject: external.subject,
        first_name: external.first_name,
        last_name: external.last_name,
        since: auth.clock.now(),
    };
    crate::sessions::cycle(auth, session).await?;
    session.insert(PENDING_SOCIAL, pending).await?;
    Ok(())
}

/// The provider's user who waits in this session, if there is one and not for longer than ten minutes.
///
/// # Errors
/// [`Error::Unavailable`] if the session cannot be read.
pub async fn pending(auth: &Auth, session: &Session) -> Result<Option<Pending>, Error> {
    let Some(value) = session.get_value(PENDING_SOCIAL).await? else {
        return Ok(None);
    };
    let Ok(pending) = serde_json::from_value::<Pending>(value) else {
        return Ok(None);
    };
    let age = auth.clock.now() - pending.since;
    let is_current =
        (Duration::ZERO..LIFETIME).contains(&age) && auth.providers.get(&pending.provider).is_ok();
    Ok(is_current.then_some(pending))
}

/// Forgets the provider's user who waits in this session.
pub(super) async fn forget(session: &Session) -> Result<(), Error> {
    session.remove_value(PENDING_SOCIAL).await?;
    Ok(())
}
