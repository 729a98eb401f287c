//! A log-in at a provider while it is under way: started here, continued at the provider, and finished once.

use entity::{oauth_flow, redacted::Redacted};
use oauth::{AuthorizationRequest, Freshness, ProviderError};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use thiserror::Error;
use time::Duration;
use tower_sessions_core::Session;
use url::Url;

use crate::{
    Auth, Error,
    authentication::AuthContext,
    local_path,
    sessions::OAUTH_BROWSER,
    tokens::{Secret, digest},
};

/// How long a user may stay at the provider.
const LIFETIME: Duration = Duration::minutes(10);
/// The maximum number of log-ins that one browser has under way. Further ones replace the oldest.
const MAX_PER_BROWSER: u64 = 10;

/// What follows when the user comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Log in, or sign up.
    LogIn,
    /// Connect the provider's account with the logged-in user.
    Connect,
    /// Authenticate the logged-in user again.
    Reauthenticate,
}

impl Purpose {
    /// As it is stored.
    const fn name(self) -> &'static str {
        match self {
            Self::LogIn => "log_in",
            Self::Connect => "connect",
            Self::Reauthenticate => "reauthenticate",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::LogIn, Self::Connect, Self::Reauthenticate]
            .into_iter()
            .find(|purpose| purpose.name() == name)
    }
}

/// A log-in at a provider.
pub(super) struct Flow {
    pub(super) purpose: Purpose,
    pub(super) user_id: Option<i64>,
    pub(super) nonce: String,
    pub(super) pkce_verifier: String,
    pub(super) freshness: Freshness,
    pub(super) next: String,
}

/// Why a log-in at a provider cannot be started.
#[derive(Debug, Error)]
pub enum StartError {
    /// The provider does not answer, or what it publishes is not valid.
    #[error("the provider is unavailable")]
    ProviderUnavailable,
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

/// Starts a log-in at a provider. Returns the URL to which the browser is sent. State, nonce and PKCE verifier have 256 random bits each,
/// belong to this session and this provider, and are valid once, for ten minutes. `next` is the local path to go to afterwards; another
/// value is ignored.
///
/// # Errors
/// [`Error::NotFound`] if the provider is not configured. [`StartError::ProviderUnavailable`] if the provider does not answer; nothing is
/// stored then. [`Error::SessionOver`] for an anonymous visitor, unless the purpose is to log in.
pub async fn start(
    auth: &Auth,
    context: &AuthContext,
    session: &Session,
    provider: &str,
    purpose: Purpose,
    next: &str,
) -> Result<Url, StartError> {
    let provider = auth.providers.get(provider)?;
    let user_id = match purpose {
        Purpose::LogIn => None,
        Purpose::Connect | Purpose::Reauthenticate => Some(context.require_identity()?.user_id),
    };
    let now = auth.clock.now();
    let (state, nonce, verifier) = (Secret::generate(), Secret::generate(), Secret::generate());
    let request = AuthorizationRequest {
        state: state.reveal(),
        nonce: nonce.reveal(),
        pkce_verifier: verifier.reveal(),
        freshness: match purpose {
            Purpose::Reauthenticate => Freshness::Since(now),
            Purpose::LogIn | Purpose::Connect => Freshness::Any,
        },
    };
    let url = provider
        .authorization_url(&request)
        .await
        .map_err(|error| unavailable(provider.name(), &error))?;
    let browser = browser(session).await?;
    let transaction = auth.db.begin().await.map_err(Error::from)?;
    make_room(&transaction, &browser).await?;
    oauth_flow::Entity::insert(oauth_flow::ActiveModel {
        state_digest: Set(state.digest()),
        browser_digest: Set(browser),
        provider: Set(provider.name().to_owned()),
        purpose: Set(purpose.name().to_owned()),
        user_id: Set(user_id),
        nonce: Set(Redacted(nonce.reveal().to_owned())),
        pkce_verifier: Set(Redacted(verifier.reveal().to_owned())),
        next: Set(local_path::parse(next, &auth.settings.public_url).unwrap_or_default()),
        created_at: Set(now),
        expires_at: Set(now + LIFETIME),
    })
    .exec_without_returning(&transaction)
    .await
    .map_err(Error::from)?;
    transaction.commit().await.map_err(Error::from)?;
    Ok(url)
}

fn unavailable(provider: &str, error: &ProviderError) -> StartError {
    tracing::warn!(event = "provider.unavailable", provider, error = error.chain());
    StartError::ProviderUnavailable
}

/// The digest of the secret that binds flows to this session. The session gets one if it has none. The secret survives a log-in, so that
/// log-ins in two tabs both come to an end.
async fn browser(session: &Session) -> Result<String, Error> {
    if let Some(secret) = session.get::<String>(OAUTH_BROWSER).await? {
        return Ok(digest(&secret));
    }
    let secret = Secret::generate();
    session.insert(OAUTH_BROWSER, secret.reveal()).await?;
    Ok(secret.digest())
}

async fn make_room(db: &DatabaseTransaction, browser: &str) -> Result<(), Error> {
    let superfluous: Vec<String> = oauth_flow::Entity::find()
        .select_only()
        .column(oauth_flow::Column::StateDigest)
        .filter(oauth_flow::Column::BrowserDigest.eq(browser))
        .order_by_desc(oauth_flow::Column::CreatedAt)
        .offset(MAX_PER_BROWSER - 1)
        .limit(MAX_PER_BROWSER)
        .into_tuple()
        .all(db)
        .await?;
    if !superfluous.is_empty() {
        oauth_flow::Entity::delete_many()
            .filter(oauth_flow::Column::StateDigest.is_in(superfluous))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Takes the flow of this state, provider and session, once. `None` if there is none, if it has expired, or if it has been taken before. A
/// flow of another session or provider stays where it is: its owner may still finish it.
pub(super) async fn take(
    auth: &Auth,
    session: &Session,
    provider: &str,
    state: &str,
) -> Result<Option<Flow>, Error> {
    let Some(secret) = session.get::<String>(OAUTH_BROWSER).await? else {
        return Ok(None);
    };
    let transaction = auth.db.begin().await?;
    let row = oauth_flow::Entity::find_by_id(digest(state))
        .filter(oauth_flow::Column::BrowserDigest.eq(digest(&secret)))
        .filter(oauth_flow::Column::Provider.eq(provider))
        .one(&transaction)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let deleted = oauth_flow::Entity::delete_by_id(row.state_digest)
        .exec(&transaction)
        .await?;
    transaction.commit().await?;
    let is_valid = deleted.rows_affected == 1 && auth.clock.now() < row.expires_at;
    let Some(purpose) = Purpose::parse(&row.purpose).filter(|_| is_valid) else {
        return Ok(None);
    };
    Ok(Some(Flow {
        purpose,
        user_id: row.user_id,
        nonce: row.nonce.0,
        pkce_verifier: row.pkce_verifier.0,
        freshness: match purpose {
            Purpose::Reauthenticate => Freshness::Since(row.created_at),
            Purpose::LogIn | Purpose::Connect => Freshness::Any,
        },
        next: row.next,
    }))
}
