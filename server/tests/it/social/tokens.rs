//! ID tokens that are refused, and those that are accepted (T-OIDC-5, T-OIDC-13).

use serde_json::{Value, json};
use testapp::provider::{CLIENT_ID, Signature, Stub};

use super::*;

type Case = (&'static str, Login);

fn wrong_claims() -> Vec<Case> {
    vec![
        ("iss: another", alice().claim("iss", "https://evil.example")),
        (
            "iss: with a slash",
            alice().token(|claims| claims["iss"] = json!(format!("{}/", text(&claims["iss"])))),
        ),
        ("iss: none", alice().claim("iss", Value::Null)),
        ("aud: another", alice().claim("aud", "evil-client")),
        ("aud: others", alice().claim("aud", json!(["evil-client"]))),
        (
            "aud: this and another",
            alice().claim("aud", json!([CLIENT_ID, "evil-client"])),
        ),
        (
            "aud: this and another, azp: this",
            alice()
                .claim("aud", json!([CLIENT_ID, "x"]))
                .claim("azp", CLIENT_ID),
        ),
        ("aud: empty", alice().claim("aud", json!([]))),
        ("aud: none", alice().claim("aud", Value::Null)),
        ("azp: another", alice().claim("azp", "evil-client")),
        ("nonce: another", alice().claim("nonce", "evil-nonce")),
        ("nonce: empty", alice().claim("nonce", "")),
        ("nonce: none", alice().claim("nonce", Value::Null)),
        ("exp: over", alice().time("exp", -1)),
        ("exp: none", alice().claim("exp", Value::Null)),
        ("nbf: in two minutes", alice().time("nbf", 120)),
        ("iat: an hour ago", alice().time("iat", -3600)),
        ("iat: in two minutes", alice().time("iat", 120)),
        ("iat: none", alice().claim("iat", Value::Null)),
        ("sub: none", alice().claim("sub", Value::Null)),
        ("sub: empty", alice().claim("sub", "")),
        ("sub: too long", alice().claim("sub", "s".repeat(256))),
        ("sub: a number", alice().claim("sub", 7)),
        ("sub: a list", alice().claim("sub", json!(["subject-of-alice"]))),
        (
            "user info of another subject",
            alice()
                .claim("email", Value::Null)
                .user_info("sub", "evil")
                .user_info("email", "a@example.com"),
        ),
    ]
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

/// Tokens with the claims of a valid one that the provider has not signed, or not in the announced way.
fn wrong_signatures(attacker: &str) -> Vec<Case> {
    let signed = |signature| alice().signed(signature);
    let elsewhere = format!("{attacker}/keys");
    let own_key = json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "own" });
    vec![
        ("tampered", signed(Signature::Tampered)),
        ("another key", signed(Signature::OtherKey)),
        ("another key without a kid", signed(Signature::OtherKeyWithoutKid)),
        ("unknown kid", signed(Signature::UnknownKid)),
        ("alg none", signed(Signature::Unsecured)),
        ("alg none with a signature", signed(Signature::UnsecuredButSigned)),
        ("alg None", signed(Signature::Unsecured).header("alg", "None")),
        (
            "alg RS256 without a signature",
            signed(Signature::Unsecured).header("alg", "RS256"),
        ),
        ("alg empty", alice().header("alg", "")),
        ("HS256 with the client secret", signed(Signature::ClientSecret)),
        ("HS256 with the public key", signed(Signature::PublicKeyAsSecret)),
        ("ES256, not announced", signed(Signature::ValidEs256)),
        ("PS256, not announced", signed(Signature::ValidPss)),
        (
            "jku",
            signed(Signature::OtherKey).header("jku", elsewhere.clone()),
        ),
        (
            "jku and kid",
            signed(Signature::UnknownKid).header("jku", elsewhere.clone()),
        ),
        ("x5u", signed(Signature::OtherKey).header("x5u", elsewhere)),
        (
            "jwk",
            signed(Signature::OtherKeyWithoutKid).header("jwk", own_key),
        ),
        ("crit", alice().header("crit", json!(["exp"]))),
        ("typ of an access token", alice().header("typ", "at+jwt")),
        ("typ of a logout token", alice().header("typ", "logout+jwt")),
        ("a nested token", alice().header("cty", "JWT")),
    ]
}

fn wrong_responses() -> Vec<Case> {
    let access_token = alice()
        .header("typ", "at+jwt")
        .claim("nonce", Value::Null)
        .claim("aud", "https://api.example")
        .claim("scope", "openid email");
    vec![
        ("no ID token", alice().response("id_token", Value::Null)),
        ("an empty ID token", alice().response("id_token", "")),
        ("no JWT", alice().response("id_token", "opaque")),
        ("half a JWT", alice().response("id_token", "e30.e30")),
        ("an empty JWT", alice().response("id_token", "e30.e30.")),
        ("a number", alice().response("id_token", 7)),
        ("an access token as ID token", access_token),
        ("no access token", alice().response("access_token", Value::Null)),
        (
            "an error",
            alice()
                .response("access_token", Value::Null)
                .response("error", "evil"),
        ),
    ]
}

/// T-OIDC-5, T-OIDC-13: nobody is logged in by an invalid token, nothing is stored, and the page is the same for every reason.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_invalid_token_logs_nobody_in() {
    testkit::with_sqlite(|url| async move {
        let (provider, attacker) = (OpenIdProvider::start().await, Stub::start().await);
        let app = configured(url, &provider, &[]).await;
        logged_in(&app, &provider, &alice()).await;
        let before = rows(&app).await;
        let cases = [
            wrong_claims(),
            wrong_signatures(&attacker.url()),
            wrong_responses(),
        ]
        .concat();
        let mut pages = std::collections::BTreeSet::new();
        for (number, (case, login)) in cases.iter().enumerate() {
            let mut browser = Browser::new();
            let answer = log_in(&app, &provider, &mut browser, login).await;
            assert_eq!(
                answer.status,
                StatusCode::BAD_REQUEST,
                "{case}: {}",
                answer.location()
            );
            pages.insert(main_of(&answer).to_owned());
            assert_eq!(browser.who(&app).await, None, "{case}");
            assert_eq!(rows(&app).await, before, "{case}");
            assert_eq!(
                failures(&app).await,
                vec!["provider_refused"; number + 1],
                "{case}"
            );
        }
        assert_eq!(pages.len(), 1, "{pages:?}");
        assert!(
            pages
                .iter()
                .all(|page| page.contains("We couldn’t verify the response from Acme."))
        );
        assert_eq!(
            attacker.all_calls(),
            Vec::<String>::new(),
            "keys of a token are not fetched"
        );
        assert_eq!(flows(&app).await, 0);
    })
    .await;
}

/// What providers do within the standard.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_valid_token_may_look_different() {
    testkit::with_sqlite(|url| async move {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        for (case, login) in [
            ("aud: a list", alice().claim("aud", json!([CLIENT_ID]))),
            ("azp: this client", alice().claim("azp", CLIENT_ID)),
            ("iat: nine minutes ago", alice().time("iat", -540)),
            ("iat: the clocks differ", alice().time("iat", 50)),
            ("nbf: the clocks differ", alice().time("nbf", 50)),
            ("exp: soon", alice().time("exp", 30)),
            ("no typ", alice().header("typ", Value::Null)),
            ("no kid", alice().header("kid", Value::Null)),
            ("email_verified: text", alice().claim("email_verified", "true")),
            (
                "unknown claims",
                alice()
                    .claim("acr", "0")
                    .claim("amr", json!(["pwd"]))
                    .claim("x", json!({})),
            ),
            ("no refresh token", alice().response("refresh_token", Value::Null)),
            ("no expiry", alice().response("expires_in", Value::Null)),
            (
                "the longest subject",
                alice()
                    .claim("sub", "s".repeat(255))
                    .email("s@example.com", true)
                    .username("sam"),
            ),
        ] {
            let mut browser = Browser::new();
            let answer = log_in(&app, &provider, &mut browser, &login).await;
            assert_eq!(
                (answer.status, answer.location()),
                (StatusCode::SEE_OTHER, "/dashboard"),
                "{case}"
            );
        }
        assert_eq!(rows(&app).await.users, 2);
        assert_eq!(failures(&app).await, Vec::<String>::new());
    })
    .await;
}

/// 9.1.2: the announced algorithms are accepted, except for those that are no signatures.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn announced_algorithms_are_accepted() {
    testkit::with_sqlite(|url| async move {
        let provider = OpenIdProvider::start().await;
        let all = ["none", "HS256", "RS256", "PS256", "ES256", "XS999"];
        provider.publish("id_token_signing_alg_values_supported", json!(all));
        let app = configured(url, &provider, &[]).await;
        for signature in [Signature::Valid, Signature::ValidPss, Signature::ValidEs256] {
            logged_in(&app, &provider, &alice().signed(signature)).await;
        }
        for signature in [
            Signature::Unsecured,
            Signature::ClientSecret,
            Signature::PublicKeyAsSecret,
            Signature::OtherKey,
        ] {
            let mut browser = Browser::new();
            let answer = log_in(&app, &provider, &mut browser, &alice().signed(signature)).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{signature:?}");
            assert_eq!(browser.who(&app).await, None, "{signature:?}");
        }
    })
    .await;
}

/// The client authenticates as the provider's metadata says.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_client_authenticates_as_announced() {
    testkit::with_sqlite(|url| async move {
        for methods in [
            json!(["client_secret_post"]),
            json!(["private_key_jwt", "client_secret_basic", "client_secret_post"]),
            Value::Null,
        ] {
            let provider = OpenIdProvider::start().await;
            provider.publish("token_endpoint_auth_methods_supported", methods);
            let app = configured(url.clone(), &provider, &[]).await;
            let login = Login::of(provider.issuer()).email("x@example.com", false);
            assert_leads(
                &log_in(&app, &provider, &mut Browser::new(), &login).await,
                "/oauth/signup",
            );
        }
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[("OAUTH_OIDC_CLIENT_SECRET", "wrong")]).await;
        let answer = log_in(&app, &provider, &mut Browser::new(), &alice()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(provider.refusals(), ["client authentication"]);
        assert_eq!(rows(&app).await.users, 0);
    })
    .await;
}

/// The user info endpoint is asked where the ID token does not contain the address, and only there.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_address_may_be_in_the_user_info() {
    testkit::with_sqlite(|url| async move {
        let provider = OpenIdProvider::start().await;
        let app = configured(url.clone(), &provider, &[]).await;
        let login = Login::of("subject-of-alice")
            .user_info("email", "alice@example.com")
            .user_info("email_verified", true)
            .user_info("preferred_username", "alice");
        let mut browser = logged_in(&app, &provider, &login).await;
        assert_eq!(browser.who(&app).await.as_deref(), Some("alice"));
        assert!(app.stored("alice").await.email_confirmed_at.is_some());
        assert_eq!(provider.calls(OpenIdProvider::USER_INFO), 1);
        logged_in(&app, &provider, &alice()).await;
        assert_eq!(provider.calls(OpenIdProvider::USER_INFO), 1);

        let without = OpenIdProvider::start().await;
        without.publish("userinfo_endpoint", Value::Null);
        let app = configured(url, &without, &[]).await;
        let answer = log_in(&app, &without, &mut Browser::new(), &Login::of("1")).await;
        assert_leads(&answer, "/oauth/signup");
    })
    .await;
}
