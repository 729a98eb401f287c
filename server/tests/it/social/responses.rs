//! What comes back through the browser: errors, codes and issuers, written by whoever made the link.

use testapp::provider::{GitHub, GitHubUser};

use super::*;

async fn nobody(app: &TestApp, browser: &mut Browser, case: &str) {
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
}

testkit::on_both_databases! {
    /// T-OIDC-6: the page says what has happened in words of this site.
    async fn an_error_is_shown_in_our_own_words(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let description = "<script>alert(1)</script> call the hotline";
        for (error, status, says) in [
            ("access_denied", StatusCode::OK, "You cancelled at Acme. Nothing was changed."),
            ("server_error", StatusCode::BAD_REQUEST, "We couldn’t verify the response from Acme."),
            ("<script>alert(1)</script>", StatusCode::BAD_REQUEST, "We couldn’t verify the response from Acme."),
        ] {
            let mut browser = Browser::new();
            let to = to_provider(&app, &mut browser, LOG_IN, &[]).await;
            let callback = provider.deny(&to, error, description);
            let answer = browser.get(&app, &callback).await;
            assert_eq!(answer.status, status, "{error}");
            assert!(main_of(&answer).contains(says), "{error}: {}", main_of(&answer));
            assert!(!answer.body.contains("alert(1)") && !answer.body.contains("hotline"), "{error}");
            nobody(&app, &mut browser, error).await;
            assert_eq!(browser.get(&app, &callback).await.status, StatusCode::BAD_REQUEST, "{error}: once");
        }
        assert_eq!(flows(&app).await, 0);
        // An error without a state of this browser is no cancellation.
        let forged = Browser::new().get(&app, &format!("{CALLBACK}?error=access_denied&state=x")).await;
        assert_eq!(forged.status, StatusCode::BAD_REQUEST);
        assert_eq!(provider.calls(OpenIdProvider::TOKEN), 0);
    }

    /// Neither a code nor an error, and both.
    async fn a_response_has_a_code_or_an_error(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        for (case, login) in [
            ("neither", alice().without("code")),
            ("an empty code", alice().callback("code", "")),
            ("both", alice().callback("error", "server_error")),
        ] {
            let mut browser = Browser::new();
            let answer = log_in(&app, &provider, &mut browser, &login).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{case}");
            nobody(&app, &mut browser, case).await;
        }
        let mut browser = Browser::new();
        let cancelled = log_in(&app, &provider, &mut browser, &alice().callback("error", "access_denied")).await;
        assert_eq!(cancelled.status, StatusCode::OK);
        nobody(&app, &mut browser, "cancelled, with a code").await;
        assert_eq!(provider.calls(OpenIdProvider::TOKEN), 0);
    }

    /// T-OIDC-2: a code that was issued for another browser is refused, because it belongs to another code verifier and another nonce.
    async fn a_code_of_another_browser_is_refused(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let code_of = |callback: &str| {
            let (_, query) = callback.split_once('?').expect("a query");
            let code = query.split('&').find_map(|pair| pair.strip_prefix("code="));
            code.expect("a code").to_owned()
        };
        for has_pkce in [true, false] {
            if !has_pkce {
                provider.ignore_pkce();
            }
            let (mut attacker, mut victim) = (Browser::new(), Browser::new());
            let to = to_provider(&app, &mut attacker, LOG_IN, &[]).await;
            let stolen = code_of(&provider.approve(&app, &to, &alice()));
            let to = to_provider(&app, &mut victim, LOG_IN, &[]).await;
            let own = provider.approve(&app, &to, &Login::of("victim"));
            let mixed = own.replace(&code_of(&own), &stolen);
            let answer = victim.get(&app, &mixed).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "PKCE: {has_pkce}");
            nobody(&app, &mut victim, "a stolen code").await;
        }
        assert_eq!(provider.refusals(), ["code verifier"], "without PKCE the nonce decides");
        assert_eq!(failures(&app).await, ["provider_refused"; 2]);
    }

    /// A code is exchanged once.
    async fn a_used_code_is_refused(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = Browser::new();
        let first = to_provider(&app, &mut browser, LOG_IN, &[]).await;
        let first = provider.approve(&app, &first, &alice());
        assert_leads(&browser.get(&app, &first).await, "/dashboard");
        let mut other = Browser::new();
        let second = to_provider(&app, &mut other, LOG_IN, &[]).await;
        let state = provider.authorization(&second).value("state").to_owned();
        let issuer: String = url::form_urlencoded::byte_serialize(provider.issuer().as_bytes()).collect();
        let replayed = format!("{CALLBACK}?state={state}&code=code-1&iss={issuer}");
        assert_eq!(other.get(&app, &replayed).await.status, StatusCode::BAD_REQUEST);
        assert_eq!((other.who(&app).await, provider.refusals()), (None, vec!["code"]));
    }

    /// T-OIDC-3, RFC 9207: the issuer of the response is the configured one. The code is not sent to the provider otherwise.
    async fn a_response_of_another_issuer_is_refused(url: String) {
        let (provider, github) = (OpenIdProvider::start().await, GitHub::start().await);
        let app = configured(url.clone(), &provider, &github.variables()).await;
        let with_slash = format!("{}/", provider.issuer());
        for (case, login) in [
            ("another issuer", alice().callback("iss", "https://evil.example")),
            ("a slash", alice().callback("iss", &with_slash)),
            ("none, although it is promised", alice().without("iss")),
            ("empty", alice().callback("iss", "")),
        ] {
            let mut browser = Browser::new();
            let answer = log_in(&app, &provider, &mut browser, &login).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{case}");
            nobody(&app, &mut browser, case).await;
        }
        assert_eq!(provider.calls(OpenIdProvider::TOKEN), 0);

        let mut browser = Browser::new();
        let to = to_provider(&app, &mut browser, "/oauth/github/login", &[]).await;
        let callback = github.approve(&to, &GitHubUser::new(1, "alice"));
        let wrong = callback.replace("%2Flogin%2Foauth", "");
        assert_ne!(wrong, callback);
        let wrong = wrong.replace("127.0.0.1", "evil.example");
        assert_eq!(browser.get(&app, &wrong).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(github.calls(GitHub::TOKEN), 0);

        // A provider that does not promise the parameter may omit it, but not send another one.
        let silent = OpenIdProvider::start().await;
        silent.publish("authorization_response_iss_parameter_supported", false);
        let app = configured(url, &silent, &[]).await;
        let answer = log_in(&app, &silent, &mut Browser::new(), &alice().callback("iss", "https://evil.example")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_leads(&log_in(&app, &silent, &mut Browser::new(), &alice().without("iss")).await, "/dashboard");
    }
}
