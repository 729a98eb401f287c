//! Encryption of providers' tokens.

use std::{fmt, sync::Arc};

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The context of the key, so that other uses of the same secret yield other keys.
const PURPOSE: &[u8] = b"portico.provider_tokens.v1\0";
/// The format of what is stored.
const VERSION: &str = "v1:";
const NONCE_LENGTH: usize = 24;

/// Encrypts and decrypts with XChaCha20-Poly1305. The first key encrypts, all of them decrypt, so that `SECRET_KEY` can be rotated
/// (`SECRET_KEY_FALLBACKS`).
#[derive(Clone)]
pub struct TokenCipher(Arc<[XChaCha20Poly1305]>);

impl TokenCipher {
    /// Derives the keys from `SECRET_KEY` and `SECRET_KEY_FALLBACKS`, in this order.
    #[must_use]
    pub fn new(secrets: &[String]) -> Self {
        Self(secrets.iter().map(|secret| cipher(secret)).collect())
    }

    /// Encrypts a text. The context is authenticated: the result decrypts in the same context only. `None` without a key.
    #[must_use]
    pub fn encrypt(&self, context: &str, text: &str) -> Option<String> {
        let nonce: [u8; NONCE_LENGTH] = rand::random();
        let payload = Payload {
            msg: text.as_bytes(),
            aad: context.as_bytes(),
        };
        let sealed = self
            .0
            .first()?
            .encrypt(XNonce::from_slice(&nonce), payload)
            .ok()?;
        let bytes = [nonce.as_slice(), &sealed].concat();
        Some(format!("{VERSION}{}", BASE64_STANDARD_NO_PAD.encode(bytes)))
    }

    /// Decrypts what [`encrypt`](Self::encrypt) returned. `None` for anything else.
    #[must_use]
    pub fn decrypt(&self, context: &str, sealed: &str) -> Option<String> {
        let bytes = BASE64_STANDARD_NO_PAD
            .decode(sealed.strip_prefix(VERSION)?)
            .ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LENGTH)?;
        let text = self.0.iter().find_map(|cipher| {
            let payload = Payload {
                msg: sealed,
                aad: context.as_bytes(),
            };
            cipher.decrypt(XNonce::from_slice(nonce), payload).ok()
        })?;
        String::from_utf8(text).ok()
    }
}

fn cipher(secret: &str) -> XChaCha20Poly1305 {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(secret.as_bytes())
        .expect("HMAC takes a key of any length");
    mac.update(PURPOSE);
    XChaCha20Poly1305::new(&<[u8; 32]>::from(mac.finalize().into_bytes()).into())
}

/// Keys are not printed.
impl fmt::Debug for TokenCipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenCipher(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(secrets: &[&str]) -> TokenCipher {
        TokenCipher::new(
            &secrets
                .iter()
                .map(|secret| (*secret).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn a_secret_is_rotated() {
        let (old, new) = (keys(&["old"]), keys(&["new", "old"]));
        let sealed = old.encrypt("7:access", "token").expect("encrypted");
        assert_eq!(new.decrypt("7:access", &sealed).as_deref(), Some("token"));
        let renewed = new.encrypt("7:access", "token").expect("encrypted");
        assert_eq!(
            keys(&["new"]).decrypt("7:access", &renewed).as_deref(),
            Some("token")
        );
        assert_eq!(old.decrypt("7:access", &renewed), None);
    }

    #[test]
    fn a_sealed_text_fits_its_context_only() {
        let cipher = keys(&["secret"]);
        let sealed = cipher.encrypt("7:access", "token").expect("encrypted");
        assert_eq!(
            cipher.decrypt("8:access", &sealed),
            None,
            "the row of another account"
        );
        assert_eq!(cipher.decrypt("7:refresh", &sealed), None, "another column");
        for garbage in ["", "v1:", "v1:AAAA", "token", &sealed[..sealed.len() - 2]] {
            assert_eq!(cipher.decrypt("7:access", garbage), None, "{garbage}");
        }
        assert_ne!(Some(&sealed), cipher.encrypt("7:access", "token").as_ref());
        assert!(!sealed.contains("token"));
    }

    #[test]
    fn without_a_key_nothing_is_encrypted() {
        assert_eq!(keys(&[]).encrypt("7:access", "token"), None);
    }
}
