//! CSRF tokens, which bind a form to the session it was rendered for.

use std::sync::Arc;

use axum::http::{HeaderMap, header::ORIGIN};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tower_sessions::Session;

/// The context of the key, so that other uses of the same secret yield other values.
const PURPOSE: &[u8] = b"portico.csrf_token.v1\0";

/// Creates and verifies tokens: HMAC-SHA-256 of the session id. The first secret signs, all of them verify, so that a secret can be rotated
/// while pages are open (`SECRET_KEY_FALLBACKS`).
#[derive(Clone)]
pub struct CsrfKey(Arc<[String]>);

impl CsrfKey {
    /// Creates the key from `SECRET_KEY` and `SECRET_KEY_FALLBACKS`, in this order.
    #[must_use]
    pub fn new(secrets: Vec<String>) -> Self {
        Self(secrets.into())
    }

    /// The token of a session; `None` without a secret.
    #[must_use]
    pub fn token_of(&self, session_id: &str) -> Option<String> {
        Some(hex::encode(
            mac(self.0.first()?, session_id)?.finalize().into_bytes(),
        ))
    }

    /// Whether a submission with this token is safe: the token is that of its session, or there is no session that a forged request could
    /// use.
    #[must_use]
    pub fn protects(&self, session: &Session, token: Option<&str>) -> bool {
        session
            .id()
            .is_none_or(|id| token.is_some_and(|token| self.is_token_of(&id.to_string(), token)))
    }

    /// Whether this is the token of the session. Compared in constant time.
    #[must_use]
    pub fn is_token_of(&self, session_id: &str, token: &str) -> bool {
        let Ok(digest) = hex::decode(token) else {
            return false;
        };
        self.0
            .iter()
            .any(|secret| mac(secret, session_id).is_some_and(|mac| mac.verify_slice(&digest).is_ok()))
    }
}

/// Whether the browser sent the origin of the request. A layer has already rejected cross-site requests.
#[must_use]
pub fn is_attested(headers: &HeaderMap) -> bool {
    headers.contains_key("sec-fetch-site") || headers.contains_key(ORIGIN)
}

fn mac(secret: &str, session_id: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(PURPOSE);
    mac.update(session_id.as_bytes());
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_belongs_to_one_session_and_outlives_its_secret_in_the_fallbacks() {
        let old = CsrfKey::new(vec!["old".into()]);
        let new = CsrfKey::new(vec!["new".into(), "old".into()]);
        let token = old.token_of("session").expect("a token");
        assert!(old.is_token_of("session", &token) && new.is_token_of("session", &token));
        assert!(!old.is_token_of("another", &token));
        assert!(!CsrfKey::new(vec!["new".into()]).is_token_of("session", &token));
        for forged in ["", "zz", &token[..62], &token.replace(&token[..1], "x")] {
            assert!(!old.is_token_of("session", forged), "{forged}");
        }
    }
}
