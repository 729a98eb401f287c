//! The documents that a provider publishes: its metadata (OpenID Connect Discovery 1.0) and its keys.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use oauth2::{
    AuthType, EndpointMaybeSet, EndpointNotSet, EndpointSet, StandardErrorResponse, StandardTokenResponse,
};
use openidconnect::{
    AdditionalProviderMetadata, Client, DiscoveryError, EmptyExtraTokenFields, IdTokenFields, IssuerUrl,
    JsonWebKeySet, ProviderMetadata, RequestTokenError, UserInfoError,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreClaimName, CoreClaimType, CoreClientAuthMethod,
        CoreErrorResponseType, CoreGenderClaim, CoreGrantType, CoreJsonWebKey, CoreJsonWebKeySet,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm,
        CoreResponseMode, CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
        CoreSubjectIdentifierType, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use tokio::sync::{Mutex, RwLock};

use super::ExtraClaims;
use crate::{HttpClient, ProviderError, http_client::HttpError};

/// How long the metadata is used before it is fetched again.
const METADATA_LIFETIME: Duration = Duration::from_hours(24);
/// The minimum time between two attempts to fetch the same document, so that forged tokens and a provider that is down do not cause a
/// flood of requests.
const RETRY_INTERVAL: Duration = Duration::from_secs(5);

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct ExtraMetadata {
    /// RFC 9207.
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for ExtraMetadata {}

type Metadata = ProviderMetadata<
    ExtraMetadata,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type TokenFields = IdTokenFields<
    ExtraClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

pub(super) type OidcClient = Client<
    ExtraClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<TokenFields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The metadata and the keys of a provider.
pub(super) struct Discovered {
    pub(super) metadata: Metadata,
    pub(super) keys: CoreJsonWebKeySet,
    fetched_at: Instant,
    /// When the keys were fetched last, or could not be fetched.
    keys_tried_at: Instant,
}

impl Discovered {
    /// Whether the provider promises `iss` in its responses.
    pub(super) fn sends_issuer(&self) -> bool {
        self.metadata
            .additional_metadata()
            .authorization_response_iss_parameter_supported
    }

    /// How the client authenticates: by HTTP Basic, which is the default of the standard, unless the provider supports only the form.
    pub(super) fn auth_type(&self) -> AuthType {
        let methods = self.metadata.token_endpoint_auth_methods_supported();
        let supports = |method| methods.is_none_or(|methods| methods.contains(&method));
        if !supports(CoreClientAuthMethod::ClientSecretBasic)
            && supports(CoreClientAuthMethod::ClientSecretPost)
        {
            AuthType::RequestBody
        } else {
            AuthType::BasicAuth
        }
    }
}

/// Fetches and caches the documents. Concurrent callers share one request.
pub(super) struct Discovery {
    issuer: IssuerUrl,
    http: HttpClient,
    known: RwLock<Option<Arc<Discovered>>>,
    /// Held while a document is fetched: when and why the last attempt has failed.
    last_failure: Mutex<Option<(Instant, String)>>,
}

impl Discovery {
    pub(super) fn new(issuer: IssuerUrl, http: HttpClient) -> Self {
        Self {
            issuer,
            http,
            known: RwLock::new(None),
            last_failure: Mutex::new(None),
        }
    }

    /// The documents, if they have been fetched.
    pub(super) async fn known(&self) -> Option<Arc<Discovered>> {
        self.known.read().await.clone()
    }

    /// The documents. Fetches them if that has not been done, or not for a day. If the provider does not answer, those of the day before
    /// are used.
    pub(super) async fn load(&self) -> Result<Arc<Discovered>, ProviderError> {
        let is_current = |known: &Arc<Discovered>| known.fetched_at.elapsed() < METADATA_LIFETIME;
        if let Some(known) = self.known().await.filter(is_current) {
            return Ok(known);
        }
        let mut last_failure = self.last_failure.lock().await;
        let known = self.known().await;
        if let Some(known) = known.clone().filter(is_current) {
            return Ok(known);
        }
        if let Some((at, reason)) = last_failure.as_ref()
            && at.elapsed() < RETRY_INTERVAL
        {
            return known.ok_or_else(|| ProviderError::unavailable(reason.clone()));
        }
        match Metadata::discover_async(self.issuer.clone(), &self.http).await {
            Ok(metadata) => {
                let now = Instant::now();
                let discovered = Arc::new(Discovered {
                    keys: metadata.jwks().clone(),
                    metadata,
                    fetched_at: now,
                    keys_tried_at: now,
                });
                *self.known.write().await = Some(Arc::clone(&discovered));
                *last_failure = None;
                Ok(discovered)
            }
            Err(error) => {
                let error = discovery_error(error);
                *last_failure = Some((Instant::now(), error.chain()));
                known.ok_or(error)
            }
        }
    }

    /// The keys, fetched again unless another request has just tried so.
    pub(super) async fn refresh_keys(
        &self,
        seen: &Arc<Discovered>,
    ) -> Result<CoreJsonWebKeySet, ProviderError> {
        let _fetching = self.last_failure.lock().await;
        let known = self.known().await.unwrap_or_else(|| Arc::clone(seen));
        let is_newer = known.keys_tried_at > seen.keys_tried_at;
        if is_newer || known.keys_tried_at.elapsed() < RETRY_INTERVAL {
            return Ok(known.keys.clone());
        }
        let fetched: Result<CoreJsonWebKeySet, _> =
            JsonWebKeySet::fetch_async(known.metadata.jwks_uri(), &self.http).await;
        let keys = fetched.as_ref().unwrap_or(&known.keys).clone();
        *self.known.write().await = Some(Arc::new(Discovered {
            metadata: known.metadata.clone(),
            keys,
            fetched_at: known.fetched_at,
            keys_tried_at: Instant::now(),
        }));
        fetched.map_err(discovery_error)
    }
}

fn discovery_error(error: DiscoveryError<Arc<HttpError>>) -> ProviderError {
    match error {
        DiscoveryError::Request(error) => ProviderError::unavailable(error),
        // The body is left out: it can be long, and it is not ours.
        DiscoveryError::Response(status, _, reason) => {
            ProviderError::refused(format!("discovery: {status}: {reason}"))
        }
        error => ProviderError::refused(format!("discovery: {error}")),
    }
}

/// An error of the token endpoint.
pub(crate) fn token_error(
    error: RequestTokenError<Arc<HttpError>, StandardErrorResponse<CoreErrorResponseType>>,
) -> ProviderError {
    match error {
        RequestTokenError::Request(error) => ProviderError::unavailable(error),
        RequestTokenError::ServerResponse(response) => {
            ProviderError::refused(format!("the token endpoint answers {}", response.error()))
        }
        RequestTokenError::Parse(error, _) => ProviderError::refused(error),
        RequestTokenError::Other(error) => ProviderError::refused(error),
    }
}

/// An error of the user info endpoint.
pub(super) fn user_info_error(error: UserInfoError<Arc<HttpError>>) -> ProviderError {
    match error {
        UserInfoError::Request(error) => ProviderError::unavailable(error),
        UserInfoError::Response(status, _, reason) => {
            ProviderError::refused(format!("the user info endpoint answers {status}: {reason}"))
        }
        error => ProviderError::refused(format!("user info: {error}")),
    }
}
