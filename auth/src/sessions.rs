//! Who a browser is logged in as, and for how long.
//!
//! The session itself is `tower-sessions`'; this module says what is in it. Django keeps `_auth_user_id` and
//! `_auth_user_hash`; here one [`AuthSession`] holds both, with the user's epoch in place of the password's hash, so that
//! a transparent rehash logs nobody out.

mod data;
pub(crate) mod devices;
mod lifetimes;
mod list;
mod renewal;
mod store;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions_core::{Session, session::Error as SessionError};

pub(crate) use self::renewal::{owner, renew, require_live};
pub use self::{
    data::{FLASH_MESSAGE, INTERRUPTED, REFUSED},
    lifetimes::{Lifetimes, TOUCH_AFTER},
    list::{end_one, end_others, handle, list},
    renewal::cycle,
    store::Store,
};
use crate::{Auth, Client, Error, Origin, audit::EventKind, authentication::LoginMethods, users};

/// The key that [`Store`] keeps in columns instead of the JSON.
const BINDING: &str = "binding";

/// Who has proved to be who; what a session is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The user.
    pub user_id: i64,
    /// The user's epoch when the password was checked. If the password changes before the session starts, the session
    /// is over before it begins.
    pub auth_epoch: i64,
}

/// What a logged-in session knows about its user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthSession {
    /// Whose session this is.
    pub user_id: i64,
    /// The user's epoch at log-in; the session ends when the user's moves on.
    pub auth_epoch: i64,
    /// Name of the back end that knew the user; the session ends when there is none of this name any more.
    pub backend: String,
    /// When a password was last given here.
    #[serde(with = "time::serde::rfc3339")]
    pub authenticated_at: OffsetDateTime,
    /// From when on the total age counts.
    #[serde(with = "time::serde::rfc3339")]
    pub started_at: OffsetDateTime,
    /// "Remember me": the cookie outlives the browser.
    pub is_remembered: bool,
    /// Address of the client at log-in.
    pub ip_address: Option<String>,
    /// `User-Agent` at log-in.
    pub user_agent: Option<String>,
}

impl AuthSession {
    /// Who this session was started as.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity {
            user_id: self.user_id,
            auth_epoch: self.auth_epoch,
        }
    }

    /// Is the back end that opened this session still there? Asked at every request and for the list of sessions alike.
    #[must_use]
    pub fn is_accepted_by(&self, backends: &LoginMethods) -> bool {
        backends.has(&self.backend)
    }
}

/// Whose session this is, if anybody's.
pub async fn binding(session: &Session) -> Result<Option<AuthSession>, Error> {
    Ok(session.get(BINDING).await?)
}

/// Starts a logged-in session: Django's `login()`. The id always changes (fixation, ASVS 7.2.4). What an anonymous
/// visitor had is kept, a basket for example. A session that is logged in already is ended first, and what it holds is
/// dropped: it may have ended meanwhile. `backend` is the name of the back end that knew the user.
pub async fn log_in(
    session: &Session,
    (identity, backend): (Identity, &str),
    is_remembered: bool,
    client: Client,
    now: OffsetDateTime,
) -> Result<(), Error> {
    if binding(session).await?.is_some() {
        session.flush().await?;
    } else if session.id().is_some() {
        session.cycle_id().await?;
    }
    let binding = AuthSession {
        user_id: identity.user_id,
        auth_epoch: identity.auth_epoch,
        backend: backend.to_owned(),
        authenticated_at: now,
        started_at: now,
        is_remembered,
        user_agent: client.stored_user_agent(),
        ip_address: client.ip_address,
    };
    session.insert(BINDING, binding).await?;
    Ok(())
}

/// Logs out: Django's `logout()`. Row and cookie go, with everything in them, also where another request has just given
/// the session a new id. Says whether there was a session at all.
pub async fn log_out(auth: &Auth, session: &Session, origin: &Origin) -> Result<bool, Error> {
    let Some(handle) = handle(session) else {
        return Ok(false);
    };
    if let Some(binding) = binding(session).await? {
        let user = users::by_id(auth, binding.user_id).await?;
        let transaction = auth.db.begin().await?;
        if list::end_row(&transaction, user.id, &handle).await? {
            auth.record(&transaction, EventKind::LoggedOut, Some((&user).into()), origin)
                .await?;
        }
        auth.commit(transaction).await?;
    }
    end(session).await?;
    Ok(true)
}

/// Ends a session that is over anyway: its user is gone, inactive, or has another password.
pub async fn end(session: &Session) -> Result<(), Error> {
    session.flush().await?;
    Ok(())
}

impl From<SessionError> for Error {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Store(error) => Self::Unavailable(error.into()),
            SessionError::SerdeJson(error) => Self::Internal(error.into()),
        }
    }
}
