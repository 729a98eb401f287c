//! Who a browser is logged in as, and for how long.
//!
//! The session itself is `tower-sessions`'; this module says what is in it. Django keeps `_auth_user_id` and
//! `_auth_user_hash`; here one [`Binding`] holds both, with the user's epoch in place of the password's hash, so that
//! a transparent rehash logs nobody out.

mod lifetimes;
mod list;
mod store;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions_core::{Session, session::Error as SessionError};

pub use self::{
    lifetimes::{Lifetimes, TOUCH_AFTER},
    list::{end_one, end_others, handle, list},
    store::Store,
};
use crate::{Auth, Error, event::EventKind, login::Identity, origin::Client, origin::Origin, users};

/// The key that [`Store`] keeps in columns instead of the JSON.
const BINDING: &str = "binding";

/// What a logged-in session knows about its user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// Whose session this is.
    pub user_id: i64,
    /// The user's epoch at log-in; the session ends when the user's moves on.
    pub auth_epoch: i64,
    /// Name of the back end that knew the user; the session ends when there is none of this name any more.
    pub backend: String,
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

/// Whose session this is, if anybody's.
pub async fn binding(session: &Session) -> Result<Option<Binding>, Error> {
    Ok(session.get(BINDING).await?)
}

/// Starts a logged-in session: Django's `login()`. The id always changes (fixation, ASVS 7.2.4). What an anonymous
/// visitor had is kept, a basket for example; what another user had is not. `backend` is the name of who knew the user.
pub async fn log_in(
    session: &Session,
    (identity, backend): (Identity, &str),
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
        backend: backend.to_owned(),
        authenticated_at: now,
        is_remembered,
        user_agent: client.stored_user_agent(),
        ip_address: client.ip_address,
    };
    session.insert(BINDING, binding).await?;
    Ok(())
}

/// The password was given again, or changed: the session goes on under a new id, with everything in it (Django's
/// `update_session_auth_hash`, ASVS 7.2.4).
pub async fn renew(session: &Session, identity: Identity, now: OffsetDateTime) -> Result<(), Error> {
    let Some(before) = binding(session).await? else {
        return Ok(());
    };
    session.cycle_id().await?;
    let binding = Binding {
        auth_epoch: identity.auth_epoch,
        authenticated_at: now,
        ..before
    };
    session.insert(BINDING, binding).await?;
    Ok(())
}

/// Logs out: Django's `logout()`. Row and cookie go, with everything in them.
pub async fn log_out(auth: &Auth, session: &Session, origin: &Origin) -> Result<(), Error> {
    if let Some(binding) = binding(session).await? {
        let user = users::by_id(auth, binding.user_id).await?;
        auth.record_alone(EventKind::LoggedOut, Some((&user).into()), origin)
            .await?;
    }
    end(session).await
}

/// Ends a session that is over anyway: its user is gone, inactive, or has another password.
pub async fn end(session: &Session) -> Result<(), Error> {
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
