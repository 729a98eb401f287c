//! Providers that are down, slow, or answer with something else than the standard says (T-OIDC-12).

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use testapp::provider::{CLIENT_ID, CLIENT_SECRET, Reply, Signature, Stub};
use tokio::time::sleep;

use super::*;

/// Longer than the application waits before it fetches a document again.
const RETRY: Duration = Duration::from_millis(5_300);
/// The response timeout of the server.
const SERVER_TIMEOUT: Duration = Duration::from_secs(30);

fn server_error() -> Reply {
    Reply::Text(StatusCode::INTERNAL_SERVER_ERROR, "<h1>evil</h1>".to_owned())
}

fn not_json() -> Reply {
    Reply::Text(StatusCode::OK, "<html>evil</html>".to_owned())
}

/// Starts a login that the provider does not support: the login page says so, and nothing is stored.
async fn cannot_start(app: &TestApp, case: &str) {
    let mut browser = Browser::new();
    let answer = browser.post(app, LOG_IN, &[]).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/login"),
        "{case}"
    );
    let page = browser.get(app, "/login").await;
    assert!(
        page.body.contains("Acme isn’t available at the moment."),
        "{case}: {}",
        main_of(&page)
    );
    assert!(!page.body.contains("evil"), "{case}");
}

/// A login whose response cannot be processed.
async fn cannot_finish(app: &TestApp, provider: &OpenIdProvider, login: &Login, status: u16, case: &str) {
    let mut browser = Browser::new();
    let started = Instant::now();
    let answer = log_in(app, provider, &mut browser, login).await;
    assert!(started.elapsed() < SERVER_TIMEOUT, "{case}");
    assert_eq!(answer.status.as_u16(), status, "{case}");
    let sentence = if status == 503 {
        "Acme isn’t available"
    } else {
        "We couldn’t verify the response"
    };
    assert!(
        main_of(&answer).contains(sentence) && !answer.body.contains("evil"),
        "{case}"
    );
    assert_eq!(browser.who(app).await, None, "{case}");
    assert_eq!(
        rows(app).await,
        Rows {
            users: 0,
            accounts: vec![],
            sessions: vec![]
        },
        "{case}"
    );
    let reason = if status == 503 {
        "provider_unavailable"
    } else {
        "provider_refused"
    };
    assert_eq!(
        failures(app).await.last().map(String::as_str),
        Some(reason),
        "{case}"
    );
}

/// T-OIDC-12: the metadata of the configured issuer, from this issuer, or no login.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn metadata_that_is_not_valid_starts_no_login() {
    testkit::with_sqlite(|url| async move {
        let bystander = Stub::start().await;
        let redirect = Reply::Redirect(format!("{}{}", bystander.url(), OpenIdProvider::DISCOVERY));
        for (case, path, reply) in [
            ("server error", OpenIdProvider::DISCOVERY, server_error()),
            (
                "not found",
                OpenIdProvider::DISCOVERY,
                Reply::Error(StatusCode::NOT_FOUND, Value::Null),
            ),
            ("no JSON", OpenIdProvider::DISCOVERY, not_json()),
            (
                "an empty object",
                OpenIdProvider::DISCOVERY,
                Reply::Json(json!({})),
            ),
            ("huge", OpenIdProvider::DISCOVERY, Reply::Huge),
            ("redirect", OpenIdProvider::DISCOVERY, redirect),
            ("keys: server error", OpenIdProvider::KEYS, server_error()),
            ("keys: no JSON", OpenIdProvider::KEYS, not_json()),
            ("keys: huge", OpenIdProvider::KEYS, Reply::Huge),
            (
                "keys: redirect",
                OpenIdProvider::KEYS,
                Reply::Redirect(bystander.url()),
            ),
        ] {
            let provider = OpenIdProvider::start().await;
            provider.force(path, reply);
            let app = configured(url.clone(), &provider, &[]).await;
            cannot_start(&app, case).await;
        }
        for (case, name, value) in [
            ("another issuer", "issuer", "https://evil.example".to_owned()),
            ("issuer with a slash", "issuer", "SLASH".to_owned()),
            ("insecure keys", "jwks_uri", "http://evil.example/keys".to_owned()),
            (
                "no authorization endpoint",
                "authorization_endpoint",
                String::new(),
            ),
        ] {
            let provider = OpenIdProvider::start().await;
            let value = value.replace("SLASH", &format!("{}/", provider.issuer()));
            provider.publish(name, value);
            let app = configured(url.clone(), &provider, &[]).await;
            cannot_start(&app, case).await;
        }
        assert_eq!(
            bystander.all_calls(),
            Vec::<String>::new(),
            "redirects are not followed"
        );
    })
    .await;
}

/// An answer that cannot be used logs nobody in. A server error may pass: it is not the user's fault, and 503 says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn answers_that_are_not_valid_log_nobody_in() {
    testkit::with_sqlite(|url| async move {
        let (provider, bystander) = (OpenIdProvider::start().await, Stub::start().await);
        let app = configured(url, &provider, &[]).await;
        let json_error =
            |status| Reply::Error(status, json!({ "error": "evil", "error_description": "evil" }));
        let empty = Reply::Text(StatusCode::BAD_GATEWAY, String::new());
        let cases = [
            ("server error", server_error(), 503),
            (
                "server error in JSON",
                json_error(StatusCode::SERVICE_UNAVAILABLE),
                503,
            ),
            ("empty server error", empty, 503),
            ("refused", json_error(StatusCode::BAD_REQUEST), 400),
            ("error with 200", json_error(StatusCode::OK), 400),
            ("no JSON", not_json(), 400),
            ("an empty object", Reply::Json(json!({})), 400),
            ("huge", Reply::Huge, 503),
            ("redirect", Reply::Redirect(bystander.url()), 400),
        ];
        for (case, reply, status) in cases.clone() {
            provider.force(OpenIdProvider::TOKEN, reply);
            cannot_finish(
                &app,
                &provider,
                &alice(),
                status,
                &format!("token endpoint: {case}"),
            )
            .await;
        }
        provider.force(OpenIdProvider::TOKEN, None);
        // Without an address in the ID token, the user info endpoint is asked.
        for (case, reply, status) in cases {
            provider.force(OpenIdProvider::USER_INFO, reply);
            let login = Login::of("subject-of-alice");
            cannot_finish(&app, &provider, &login, status, &format!("user info: {case}")).await;
        }
        assert_eq!(
            bystander.all_calls(),
            Vec::<String>::new(),
            "redirects are not followed"
        );
    })
    .await;
}

/// A provider that accepts connections and does not answer holds nobody up for longer than the server's own timeout.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_provider_that_does_not_answer_is_given_up() {
    testkit::with_sqlite(|url| async move {
        let mut logins = Vec::new();
        for path in [
            OpenIdProvider::DISCOVERY,
            OpenIdProvider::TOKEN,
            OpenIdProvider::USER_INFO,
        ] {
            let provider = OpenIdProvider::start().await;
            provider.force(path, Reply::Never);
            let app = configured(url.clone(), &provider, &[]).await;
            logins.push(tokio::spawn(async move {
                if path == OpenIdProvider::DISCOVERY {
                    cannot_start(&app, path).await;
                } else {
                    cannot_finish(&app, &provider, &Login::of("1"), 503, path).await;
                }
            }));
        }
        for login in logins {
            login.await.expect("no panic");
        }
    })
    .await;
}

/// T-OIDC-12: the application starts without the provider, and everything but this login works.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_provider_may_be_down() {
    testkit::with_sqlite(|url| async move {
        // A port on which nothing listens.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        drop(listener);
        let variables = [
            ("OAUTH_OIDC_ISSUER", issuer.as_str()),
            ("OAUTH_OIDC_CLIENT_ID", CLIENT_ID),
            ("OAUTH_OIDC_CLIENT_SECRET", CLIENT_SECRET),
            ("OAUTH_OIDC_NAME", "Acme"),
        ];
        let app = TestApp::configured(url, &variables).await;
        app.user("bob", None).await;
        cannot_start(&app, "nothing listens").await;
        assert_eq!(Browser::new().get(&app, "/readyz").await.status, StatusCode::OK);
        let answer = Browser::new()
            .get(&app, "/oauth/oidc/callback?state=x&code=y")
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let mut bob = Browser::logged_in(&app, "bob").await;
        let answer = bob.post(&app, "/settings/connections/oidc/connect", &[]).await;
        assert_leads(&answer, CONNECTIONS);
        assert!(
            bob.get(&app, CONNECTIONS)
                .await
                .body
                .contains("Acme isn’t available")
        );
    })
    .await;
}

/// A provider that recovers works again. Attempts in quick succession cause one request.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_provider_that_recovers_works_again() {
    testkit::with_sqlite(|url| async move {
        let provider = OpenIdProvider::start().await;
        provider.force(OpenIdProvider::DISCOVERY, server_error());
        let app = configured(url, &provider, &[]).await;
        for _ in 0..3 {
            cannot_start(&app, "down").await;
        }
        assert_eq!(provider.calls(OpenIdProvider::DISCOVERY), 1);
        provider.force(OpenIdProvider::DISCOVERY, None);
        sleep(RETRY).await;
        logged_in(&app, &provider, &alice()).await;
        logged_in(&app, &provider, &alice()).await;
        assert_eq!(provider.calls(OpenIdProvider::DISCOVERY), 2);
    })
    .await;
}

/// Keys are fetched again for a token with an unknown one, but not more often than every few seconds, whatever the tokens say.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn keys_may_change_while_the_application_runs() {
    testkit::with_sqlite(|url| async move {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        logged_in(&app, &provider, &alice()).await;
        sleep(RETRY).await;
        provider.rotate_keys("key-2");
        logged_in(&app, &provider, &alice()).await;
        assert_eq!(provider.calls(OpenIdProvider::KEYS), 2);
        for signature in [Signature::UnknownKid, Signature::UnknownKid, Signature::OtherKey] {
            let answer = log_in(&app, &provider, &mut Browser::new(), &alice().signed(signature)).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        }
        assert_eq!(
            provider.calls(OpenIdProvider::KEYS),
            2,
            "not fetched again within the interval"
        );
        logged_in(&app, &provider, &alice()).await;
        assert_eq!(provider.calls(OpenIdProvider::DISCOVERY), 1);
    })
    .await;
}

/// The interval also holds after a failed attempt.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn keys_that_cannot_be_fetched_are_not_requested_at_once_again() {
    testkit::with_sqlite(|url| async move {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        logged_in(&app, &provider, &alice()).await;
        sleep(RETRY).await;
        provider.force(OpenIdProvider::KEYS, server_error());
        for _ in 0..3 {
            let login = alice().signed(Signature::UnknownKid);
            let answer = log_in(&app, &provider, &mut Browser::new(), &login).await;
            assert!(answer.status.as_u16() >= 400);
        }
        assert_eq!(
            provider.calls(OpenIdProvider::KEYS),
            2,
            "the first one was with the metadata"
        );
        logged_in(&app, &provider, &alice()).await;
    })
    .await;
}
