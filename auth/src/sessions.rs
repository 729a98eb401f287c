//! The user whom a browser is logged in as, and for how long.
//!
//! The session itself is `tower-sessions`'; this room says what is in it. Django keeps `_auth_user_id` and `_auth_user_hash`; here one
//! [`AuthSession`] holds both, with the user's epoch in place of the password's hash, so that a transparent rehash logs nobody out.

mod data;
pub(crate) mod devices;
mod lifetimes;
mod list;
mod methods;
mod renewal;
mod store;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions_core::{Session, session::Error as SessionError};

pub use self::{
    data::{FLASH_MESSAGE, INTERRUPTED, REFUSED},
    lifetimes::{Lifetimes, TOUCH_AFTER},
    list::{end_one, end_others, handle, list},
    methods::{MethodUse, PASSWORD},
    renewal::cycle,
    store::Store,
};
pub(crate) use self::{
    data::{OAUTH_BROWSER, PENDING_LOGIN, PENDING_SOCIAL},
    methods::add_use,
    renewal::{owner, renew, require_live},
};
use crate::{Auth, Client, Error, Origin, audit::EventKind, users};

/// The key that [`Store`] keeps in columns instead of the JSON.
const BINDING: &str = "binding";

/// A user at one epoch: what a session is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The user.
    pub user_id: i64,
    /// The user's epoch at log-in. If the password changes before the session starts, the session is over before it begins.
    pub auth_epoch: i64,
}

/// What a logged-in session knows about its user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthSession {
    /// Whose session this is.
    pub user_id: i64,
    /// The user's epoch at log-in; the session ends when the user's moves on.
    pub auth_epoch: i64,
    /// The methods that the user has authenticated by, that of the log-in first. The session ends when one of them is not
    /// registered any more.
    pub methods: Vec<MethodUse>,
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
    /// The user and the epoch that this session is bound to.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity {
            user_id: self.user_id,
            auth_epoch: self.auth_epoch,
        }
    }
}

/// The user of this session, and what else it knows about the log-in; `None` where nobody is logged in.
///
/// # Errors
/// [`Error::Unavailable`] where the session cannot be read.
pub async fn binding(session: &Session) -> Result<Option<AuthSession>, Error> {
    Ok(session.get(BINDING).await?)
}

/// Starts a logged-in session: Django's `login()`. [`restart`] says what of the session before is kept.
pub(crate) async fn start(
    auth: &Auth,
    session: &Session,
    client: &Client,
    identity: Identity,
    methods: Vec<MethodUse>,
    is_remembered: bool,
) -> Result<(), Error> {
    restart(auth, session).await?;
    let binding = AuthSession {
        user_id: identity.user_id,
        auth_epoch: identity.auth_epoch,
        methods,
        started_at: auth.clock.now(),
        is_remembered,
        user_agent: client.stored_user_agent(),
        ip_address: client.ip_address.clone(),
    };
    session.insert(BINDING, binding).await?;
    Ok(())
}

/// Empties the session and gives it a new id, always (fixation, ASVS 7.2.4). Of an anonymous session the keys in
/// [`Auth::kept_session_keys`] are carried over, such as a shopping cart; of a logged-in session nothing is.
pub(crate) async fn restart(auth: &Auth, session: &Session) -> Result<(), Error> {
    let mut kept = Vec::new();
    if binding(session).await?.is_none() {
        for key in auth.kept_session_keys.iter().copied().chain([OAUTH_BROWSER]) {
            if let Some(value) = session.get_value(key).await? {
                kept.push((key, value));
            }
        }
    }
    if session.id().is_some() {
        session.flush().await?;
    } else {
        session.clear().await;
    }
    for (key, value) in kept {
        session.insert_value(key, value).await?;
    }
    Ok(())
}

/// Logs out: Django's `logout()`. Row and cookie go, with everything in them, also where another request has just given
/// the session a new id. Says whether there was a session at all.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
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
///
/// # Errors
/// [`Error::Unavailable`] where the row cannot be removed.
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
