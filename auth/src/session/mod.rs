//! Who a browser is logged in as, and for how long.
//!
//! The session itself is `tower-sessions`'; this module says what is in it. Django keeps `_auth_user_id` and
//! `_auth_user_hash`; here one [`Binding`] holds both, with the user's epoch in place of the password's hash, so that
//! a transparent rehash logs nobody out.

mod lifetimes;
mod store;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions_core::{Session, session::Error as SessionError};

pub use self::{
    lifetimes::{Lifetimes, TOUCH_AFTER},
    store::Store,
};
use crate::{Error, login::Identity};

/// The key that [`Store`] keeps in columns instead of the JSON.
const BINDING: &str = "binding";

/// What a logged-in session knows about its user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// Whose session this is.
    pub user_id: i64,
    /// The user's epoch at log-in; the session ends when the user's moves on.
    pub auth_epoch: i64,
    /// When a password was last given here.
    #[serde(with = "time::serde::rfc3339")]
    pub authenticated_at: OffsetDateTime,
    /// "Remember me": the cookie outlives the browser.
    pub is_remembered: bool,
    /// Address of the client at log-in.
    pub ip_address: Option<String>,
    /// `User-Agent` at log-in.
    pub user_agent: Option<String>,
}

impl Binding {
    /// Who this session was started as.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity {
            user_id: self.user_id,
            auth_epoch: self.auth_epoch,
        }
    }
}

/// The browser on the other side, for the list of sessions.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Its address, as far as trusted proxies tell.
    pub ip_address: Option<String>,
    /// Its `User-Agent`, as sent.
    pub user_agent: Option<String>,
}

/// Whose session this is, if anybody's.
pub async fn binding(session: &Session) -> Result<Option<Binding>, Error> {
    Ok(session.get(BINDING).await?)
}

/// Starts a logged-in session: Django's `login()`. The id always changes (fixation, ASVS 7.2.4). What an anonymous
/// visitor had is kept, a basket for example; what another user had is not.
pub async fn log_in(
    session: &Session,
    identity: Identity,
    is_remembered: bool,
    client: Client,
    now: OffsetDateTime,
) -> Result<(), Error> {
    match binding(session).await? {
        Some(before) if before.identity() != identity => session.flush().await?,
        _ => session.cycle_id().await?,
    }
    let binding = Binding {
        user_id: identity.user_id,
        auth_epoch: identity.auth_epoch,
        authenticated_at: now,
        is_remembered,
        ip_address: client.ip_address,
        user_agent: client
            .user_agent
            .map(|agent| agent.chars().filter(|c| !c.is_control()).take(255).collect()),
    };
    session.insert(BINDING, binding).await?;
    Ok(())
}

/// Ends the session with everything in it: Django's `logout()`. Row and cookie go.
pub async fn log_out(session: &Session) -> Result<(), Error> {
    if let Some(binding) = binding(session).await? {
        tracing::info!(event = "session.ended", user_id = binding.user_id);
    }
    session.flush().await?;
    Ok(())
}

impl From<SessionError> for Error {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Store(error) => Self::Unavailable(error.to_string()),
            SessionError::SerdeJson(error) => Self::Internal(error.to_string()),
        }
    }
}
