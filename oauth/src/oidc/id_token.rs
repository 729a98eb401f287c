//! Verification of ID tokens (OpenID Connect Core 1.0, section 3.1.3.7).

use std::sync::Arc;

use chrono::DateTime;
use oauth2::ClientId;
use openidconnect::{
    AdditionalClaims, ClaimsVerificationError, ClientSecret, IdToken, IdTokenClaims, IdTokenVerifier, Nonce,
    SignatureVerificationError,
    core::{
        CoreGenderClaim, CoreJsonWebKey, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm as Algorithm,
    },
};
use serde::{Deserialize, Serialize};
use time::Duration;

use super::discovery::{Discovered, Discovery};
use crate::{AuthorizationCode, ClientCredentials, Freshness, ProviderError};

/// The maximum age of an ID token. It is fetched at once, so an older one is a replay.
const MAX_AGE: Duration = Duration::minutes(10);
/// How far the clocks of two servers may differ.
const CLOCK_SKEW: Duration = Duration::minutes(1);

/// The signature algorithms that are accepted, where the provider announces them. All are asymmetric: with a symmetric one, everybody
/// who knows the client secret could sign.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// Claims beside those of the standard structures.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct ExtraClaims {
    /// "Not before", in seconds since 1970 (RFC 7519).
    #[serde(default)]
    nbf: Option<i64>,
    /// Google: the domain of the user's organisation.
    #[serde(default)]
    pub(crate) hd: Option<String>,
}

impl AdditionalClaims for ExtraClaims {}

#[cfg(test)]
impl ExtraClaims {
    pub(crate) fn of_domain(domain: Option<&str>) -> Self {
        Self {
            nbf: None,
            hd: domain.map(ToOwned::to_owned),
        }
    }
}

/// The claims from which a provider decides whether an address is verified.
pub(crate) struct TokenClaims<'a> {
    pub(crate) email: Option<&'a str>,
    pub(crate) email_verified: Option<bool>,
    pub(crate) extra: &'a ExtraClaims,
}

impl TokenClaims<'_> {
    pub(crate) fn email_verified(&self) -> Option<bool> {
        self.email_verified
    }
}

pub(super) type Token = IdToken<ExtraClaims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, Algorithm>;
pub(super) type Claims = IdTokenClaims<ExtraClaims, CoreGenderClaim>;

/// What a token is compared with.
pub(super) struct Expected<'a> {
    pub(super) credentials: &'a ClientCredentials,
    /// Whether a token without `auth_time` fails where the user has to have logged in again.
    pub(super) auth_time_is_required: bool,
}

/// Verifies signature, issuer, audience, authorized party, times and nonce. Fetches the provider's keys again if the token is signed with
/// an unknown one.
pub(super) async fn verify<'t>(
    discovery: &Discovery,
    discovered: &Arc<Discovered>,
    expected: &Expected<'_>,
    token: &'t Token,
    code: &AuthorizationCode<'_>,
) -> Result<&'t Claims, ProviderError> {
    let verified = verify_with(discovered, discovered.keys.clone(), expected, token, code);
    let claims = match verified {
        Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_),
        )) => {
            let keys = discovery.refresh_keys(discovered).await?;
            verify_with(discovered, keys, expected, token, code).map_err(ProviderError::refused)?
        }
        verified => verified.map_err(ProviderError::refused)?,
    };
    let now = code.now;
    if claims
        .additional_claims()
        .nbf
        .is_some_and(|nbf| nbf > (now + CLOCK_SKEW).unix_timestamp())
    {
        return Err(ProviderError::refused("the ID token is not valid yet (`nbf`)"));
    }
    if claims
        .authorized_party()
        .is_some_and(|party| party.as_str() != expected.credentials.id)
    {
        return Err(ProviderError::refused(
            "the ID token is for another client (`azp`)",
        ));
    }
    Ok(claims)
}

fn verify_with<'t>(
    discovered: &Discovered,
    keys: CoreJsonWebKeySet,
    expected: &Expected<'_>,
    token: &'t Token,
    code: &AuthorizationCode<'_>,
) -> Result<&'t Claims, ClaimsVerificationError> {
    let announced = discovered.metadata.id_token_signing_alg_values_supported();
    let allowed = ALGORITHMS
        .into_iter()
        .filter(|algorithm| announced.contains(algorithm));
    let (now, freshness) = (code.now, code.freshness);
    let auth_time_is_required = expected.auth_time_is_required;
    let verifier: IdTokenVerifier<'_, CoreJsonWebKey> = IdTokenVerifier::new_confidential_client(
        ClientId::new(expected.credentials.id.clone()),
        ClientSecret::new(expected.credentials.secret.clone()),
        discovered.metadata.issuer().clone(),
        keys,
    )
    .set_allowed_algs(allowed)
    .set_time_fn(move || DateTime::from_timestamp(now.unix_timestamp(), now.nanosecond()).unwrap_or_default())
    .set_issue_time_verifier_fn(move |issued| {
        let issued = issued.timestamp();
        if issued < (now - MAX_AGE).unix_timestamp() {
            return Err("the ID token is too old (`iat`)".to_owned());
        }
        if issued > (now + CLOCK_SKEW).unix_timestamp() {
            return Err("the ID token was issued in the future (`iat`)".to_owned());
        }
        Ok(())
    })
    .set_auth_time_verifier_fn(move |time| match (freshness, time) {
        (Freshness::Since(since), Some(time)) if time.timestamp() < (since - CLOCK_SKEW).unix_timestamp() => {
            Err("the user has not logged in at the provider again (`auth_time`)".to_owned())
        }
        (Freshness::Since(_), None) if auth_time_is_required => {
            Err("the ID token does not say when the user has logged in (`auth_time`)".to_owned())
        }
        _ => Ok(()),
    });
    token.claims(&verifier, &Nonce::new(code.nonce.to_owned()))
}
