//! `OAUTH_*`: the providers of social login.

mod providers;
mod reader;

use auth::social::Providers;
use contract::paths;
use tower_sessions::cookie::SameSite;
use url::Url;

use self::reader::Reader;
use super::{ConfigError, Environment, Session, Variables};

/// Settings of social login.
#[derive(Clone)]
pub struct Social {
    /// The configured providers.
    pub providers: Providers,
    /// `OAUTH_STORE_TOKENS`: whether providers' tokens are stored, encrypted with `SECRET_KEY`.
    pub stores_tokens: bool,
}

impl Social {
    pub(super) fn read(
        variables: &Variables,
        environment: Environment,
        public_url: &Url,
        session: Option<&Session>,
    ) -> Result<Self, ConfigError> {
        let reader = Reader {
            variables,
            environment,
            public_url,
        };
        let providers = providers::read(&reader)?;
        let is_strict = session.is_some_and(|session| session.same_site == SameSite::Strict);
        if is_strict && !providers.is_empty() {
            return Err(ConfigError::new(
                "SESSION_COOKIE_SAMESITE",
                "must be Lax if a provider is configured: with Strict, the browser does not send the session when the provider sends it \
                 back",
            ));
        }
        Ok(Self {
            providers: Providers::new(providers),
            stores_tokens: variables.flag_or("OAUTH_STORE_TOKENS", false)?,
        })
    }
}

/// The callback URL to register at a provider.
#[must_use]
pub fn callback_url(public_url: &Url, provider: &str) -> Url {
    let mut url = public_url.clone();
    url.set_path(&paths::fill(paths::OAUTH_CALLBACK, &[provider]));
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)], environment: Environment) -> Result<Vec<String>, String> {
        let public = Url::parse("https://example.com").expect("a URL");
        let social = Social::read(&Variables::from_pairs(pairs), environment, &public, None);
        social
            .map(|social| {
                let providers = social.providers.iter();
                providers
                    .map(|provider| format!("{}:{}", provider.name(), provider.label()))
                    .collect()
            })
            .map_err(|error| error.to_string())
    }

    const GOOGLE: [(&str, &str); 2] = [
        ("OAUTH_GOOGLE_CLIENT_ID", "id"),
        ("OAUTH_GOOGLE_CLIENT_SECRET", "secret"),
    ];
    const OIDC: [(&str, &str); 2] = [
        ("OAUTH_OIDC_CLIENT_ID", "id"),
        ("OAUTH_OIDC_CLIENT_SECRET", "secret"),
    ];

    #[test]
    fn providers_are_configured_by_variables() {
        assert_eq!(read(&[], Environment::Production), Ok(vec![]));
        assert_eq!(
            read(&GOOGLE, Environment::Production),
            Ok(vec!["google:Google".to_owned()])
        );
        let issuer = ("OAUTH_OIDC_ISSUER", "https://id.example.com/realms/a");
        let all = [
            GOOGLE[0],
            GOOGLE[1],
            ("OAUTH_GITHUB_CLIENT_ID", "id"),
            ("OAUTH_GITHUB_CLIENT_SECRET", "secret"),
            OIDC[0],
            OIDC[1],
            issuer,
        ];
        let expected = ["google:Google", "github:GitHub", "oidc:id.example.com"];
        assert_eq!(
            read(&all, Environment::Production),
            Ok(expected.map(str::to_owned).to_vec())
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        for (pairs, variable) in [
            (vec![GOOGLE[0]], "OAUTH_GOOGLE_CLIENT_SECRET"),
            (vec![GOOGLE[1]], "OAUTH_GOOGLE_CLIENT_ID"),
            (
                vec![("OAUTH_GITHUB_CLIENT_SECRET", "x")],
                "OAUTH_GITHUB_CLIENT_ID",
            ),
            (vec![OIDC[0], OIDC[1]], "OAUTH_OIDC_ISSUER"),
            (vec![("OAUTH_OIDC_NAME", "Acme")], "OAUTH_OIDC_CLIENT_ID"),
            (
                vec![("OAUTH_OIDC_ISSUER", "https://id.example.com")],
                "OAUTH_OIDC_CLIENT_ID",
            ),
            (
                vec![OIDC[0], OIDC[1], ("OAUTH_OIDC_ISSUER", "http://id.example.com")],
                "OAUTH_OIDC_ISSUER",
            ),
            (
                vec![
                    GOOGLE[0],
                    GOOGLE[1],
                    OIDC[0],
                    OIDC[1],
                    ("OAUTH_OIDC_ISSUER", "https://accounts.google.com"),
                ],
                "OAUTH_OIDC_ISSUER",
            ),
            (
                vec![("OAUTH_GITHUB_URL", "github.example.com")],
                "OAUTH_GITHUB_URL",
            ),
        ] {
            let error = read(&pairs, Environment::Development).expect_err("refused");
            assert!(error.starts_with(&format!("{variable}: ")), "{error}");
            assert!(
                !error.contains("secret") || !error.contains("`secret`"),
                "{error}"
            );
        }
    }

    #[test]
    fn http_is_for_loopback_in_development() {
        let pairs = [OIDC[0], OIDC[1], ("OAUTH_OIDC_ISSUER", "http://127.0.0.1:9000")];
        assert!(read(&pairs, Environment::Development).is_ok());
        assert!(read(&pairs, Environment::Production).is_err());
    }

    #[test]
    fn the_callback_is_on_this_site() {
        let public = Url::parse("https://example.com").expect("a URL");
        assert_eq!(
            callback_url(&public, "github").as_str(),
            "https://example.com/oauth/github/callback"
        );
    }
}
