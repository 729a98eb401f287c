//! The authorization request, as it arrives at a provider.

use std::{collections::BTreeMap, ops::Deref};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use url::Url;

/// The client ID of the application.
pub const CLIENT_ID: &str = "portico-test";
/// The client secret. It has to be encoded in an `Authorization` header (RFC 6749, section 2.3.1).
pub const CLIENT_SECRET: &str = "a secret: 100% & more/than=that+";
/// The public address of the application in tests.
const SITE: &str = "http://127.0.0.1:3000";
/// 256 random bits in Base64.
const MIN_RANDOM_LENGTH: usize = 43;

/// The parameters of an authorization URL, by name.
#[derive(Clone, Debug)]
pub struct Authorization(BTreeMap<String, String>);

impl Deref for Authorization {
    type Target = BTreeMap<String, String>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Authorization {
    /// Parses an authorization URL.
    pub fn parse(url: &str) -> Self {
        let url = Url::parse(url).unwrap_or_else(|error| panic!("`{url}` is not a URL: {error}"));
        let mut parameters = BTreeMap::new();
        for (name, value) in url.query_pairs().into_owned() {
            assert_eq!(
                parameters.insert(name, value),
                None,
                "a parameter is repeated: {url}"
            );
        }
        Self(parameters)
    }

    /// Parses an authorization URL and checks it as a provider does. It has the parameters of every request, these random values, and no
    /// others but the optional ones.
    pub(super) fn check(url: &str, expected: &Expected<'_>) -> Self {
        let endpoint = format!("{}?", expected.endpoint);
        assert!(url.starts_with(&endpoint), "{url} is not at {endpoint}");
        let request = Self::parse(url);
        let redirect_uri = format!("{SITE}{}", callback_path(expected.provider));
        let fixed = [
            ("client_id", CLIENT_ID),
            ("response_type", "code"),
            ("scope", expected.scope),
            ("code_challenge_method", "S256"),
            ("redirect_uri", &redirect_uri),
        ];
        for (name, value) in fixed {
            assert_eq!(request.value(name), value, "{name} in {url}");
        }
        for name in expected.random {
            assert!(request.value(name).len() >= MIN_RANDOM_LENGTH, "{name} in {url}");
        }
        for name in request.keys().map(String::as_str) {
            let is_known = fixed.iter().any(|(known, _)| *known == name)
                || expected.random.contains(&name)
                || expected.optional.contains(&name);
            assert!(is_known, "{name} in {url}");
        }
        request
    }

    /// A value; empty if it is missing.
    pub fn value(&self, name: &str) -> &str {
        self.get(name).map_or("", String::as_str)
    }

    /// Whether a code verifier belongs to the code challenge (RFC 7636, section 4.6).
    pub(super) fn is_verified_by(&self, verifier: &str) -> bool {
        let hash = digest(&SHA256, verifier.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(hash.as_ref()) == self.value("code_challenge")
    }
}

/// What a provider expects of an authorization request.
pub(super) struct Expected<'a> {
    /// The authorization endpoint.
    pub(super) endpoint: &'a str,
    /// The name of the provider in the application.
    pub(super) provider: &'a str,
    /// The scope.
    pub(super) scope: &'a str,
    /// The parameters with a random value.
    pub(super) random: &'a [&'a str],
    /// The parameters that are allowed as well.
    pub(super) optional: &'a [&'a str],
}

/// The path of the callback for a provider.
pub(super) fn callback_path(provider: &str) -> String {
    format!("/oauth/{provider}/callback")
}
