//! Keys and signatures of ID tokens. The private keys are public: they are for tests only.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ring::{
    hmac,
    rand::SystemRandom,
    rsa::PublicKeyComponents,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
        RsaEncoding, RsaKeyPair,
    },
};
use serde_json::{Map, Value, json};

use super::CLIENT_SECRET;

/// The `kid` of the key with which a provider begins.
pub(super) const FIRST_KID: &str = "key-1";
/// RSA keys of 2048 bits (PKCS #1). Embedded, because it takes seconds to generate one in a debug build.
const FIRST_KEY: &[u8] = include_bytes!("keys/first.der");
const SECOND_KEY: &[u8] = include_bytes!("keys/second.der");

/// How an ID token is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// With the provider's key, RS256.
    Valid,
    /// With the provider's key, PS256.
    ValidPss,
    /// With the provider's P-256 key, ES256.
    ValidEs256,
    /// With the provider's key, and the claims have been changed since.
    Tampered,
    /// With another key under the `kid` of the provider's key.
    OtherKey,
    /// With another key under a `kid` that the provider does not publish.
    UnknownKid,
    /// With another key and without a `kid`.
    OtherKeyWithoutKid,
    /// `alg` is `none`, and the signature is empty.
    Unsecured,
    /// `alg` is `none`, and the signature is that of the provider.
    UnsecuredButSigned,
    /// HS256 with the client secret.
    ClientSecret,
    /// HS256 with the modulus of the provider's public key.
    PublicKeyAsSecret,
}

/// The keys of a provider.
pub(super) struct Keys {
    kid: String,
    rsa: RsaKeyPair,
    ec: EcdsaKeyPair,
    other: RsaKeyPair,
}

impl Keys {
    pub(super) fn first() -> Self {
        Self::new(FIRST_KID, FIRST_KEY, SECOND_KEY)
    }

    /// The keys after a rotation.
    pub(super) fn second(kid: &str) -> Self {
        Self::new(kid, SECOND_KEY, FIRST_KEY)
    }

    fn new(kid: &str, own: &[u8], other: &[u8]) -> Self {
        let random = SystemRandom::new();
        let ec = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
        Self {
            kid: kid.to_owned(),
            rsa: RsaKeyPair::from_der(own).expect("a key"),
            ec: EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, ec.as_ref(), &random)
                .expect("a key"),
            other: RsaKeyPair::from_der(other).expect("a key"),
        }
    }

    /// The key set that the provider publishes.
    pub(super) fn published(&self) -> Value {
        let rsa = components(&self.rsa);
        // The uncompressed point: a byte 4 and both coordinates.
        let (x, y) = self.ec.public_key().as_ref()[1..].split_at(32);
        json!({
            "keys": [
                { "kty": "RSA", "use": "sig", "kid": self.kid, "n": base64(&rsa.n), "e": base64(&rsa.e) },
                {
                    "kty": "EC", "use": "sig", "alg": "ES256", "crv": "P-256", "kid": self.ec_kid(), "x": base64(x),
                    "y": base64(y),
                },
            ]
        })
    }

    fn ec_kid(&self) -> String {
        format!("{}-ec", self.kid)
    }

    /// An ID token with these claims. The header has the expected fields and these, which replace them; `null` removes one.
    pub(super) fn token(&self, claims: &Value, header: &Map<String, Value>, signature: Signature) -> String {
        let (algorithm, kid) = match signature {
            Signature::Valid | Signature::Tampered | Signature::OtherKey => ("RS256", Some(self.kid.clone())),
            Signature::ValidPss => ("PS256", Some(self.kid.clone())),
            Signature::ValidEs256 => ("ES256", Some(self.ec_kid())),
            Signature::UnknownKid => ("RS256", Some("unknown".to_owned())),
            Signature::OtherKeyWithoutKid => ("RS256", None),
            Signature::Unsecured | Signature::UnsecuredButSigned => ("none", None),
            Signature::ClientSecret => ("HS256", None),
            Signature::PublicKeyAsSecret => ("HS256", Some(self.kid.clone())),
        };
        let mut fields = json!({ "typ": "JWT", "alg": algorithm, "kid": kid });
        merge(&mut fields, header);
        let text = |claims: &Value| {
            let (fields, claims) = (fields.to_string(), claims.to_string());
            format!("{}.{}", base64(fields.as_bytes()), base64(claims.as_bytes()))
        };
        let signed = text(claims);
        let signature_value = self.sign(signed.as_bytes(), signature);
        let sent = if signature == Signature::Tampered {
            let mut other = claims.clone();
            other["sub"] = json!("somebody-else");
            text(&other)
        } else {
            signed
        };
        format!("{sent}.{}", base64(&signature_value))
    }

    fn sign(&self, message: &[u8], signature: Signature) -> Vec<u8> {
        let secret = |key: &[u8]| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, key);
            hmac::sign(&key, message).as_ref().to_vec()
        };
        match signature {
            Signature::Valid | Signature::Tampered | Signature::UnsecuredButSigned => {
                rsa(&self.rsa, &RSA_PKCS1_SHA256, message)
            }
            Signature::ValidPss => rsa(&self.rsa, &RSA_PSS_SHA256, message),
            Signature::OtherKey | Signature::UnknownKid | Signature::OtherKeyWithoutKid => {
                rsa(&self.other, &RSA_PKCS1_SHA256, message)
            }
            Signature::ValidEs256 => {
                let signed = self.ec.sign(&SystemRandom::new(), message).expect("signed");
                signed.as_ref().to_vec()
            }
            Signature::Unsecured => Vec::new(),
            Signature::ClientSecret => secret(CLIENT_SECRET.as_bytes()),
            Signature::PublicKeyAsSecret => secret(&components(&self.rsa).n),
        }
    }
}

/// Puts these fields into an object; `null` removes one. An object that has none for a field with `null` keeps having none.
pub(super) fn merge(object: &mut Value, fields: &Map<String, Value>) {
    let object = object.as_object_mut().expect("an object");
    object.extend(fields.clone());
    object.retain(|_, value| !value.is_null());
}

fn components(key: &RsaKeyPair) -> PublicKeyComponents<Vec<u8>> {
    PublicKeyComponents::from(key.public())
}

fn rsa(key: &RsaKeyPair, padding: &'static dyn RsaEncoding, message: &[u8]) -> Vec<u8> {
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(padding, &SystemRandom::new(), message, &mut signature)
        .expect("signed");
    signature
}

fn base64(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
