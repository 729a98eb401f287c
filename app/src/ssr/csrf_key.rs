//! The token that ties a form to the session it was rendered for.

use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What the key is used for; another use of the same secret gets other values.
const PURPOSE: &[u8] = b"portico.csrf_token.v1\0";

/// Makes and checks tokens: HMAC-SHA-256 of the session's id. The first secret makes them, all of them check, so a
/// secret can be replaced while pages are open (`SECRET_KEY_FALLBACKS`).
#[derive(Clone)]
pub struct CsrfKey(Arc<[String]>);

impl CsrfKey {
    /// From `SECRET_KEY` and its predecessors, in this order.
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

    /// Is this the token of the session? Compared in constant time.
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
