//! The response of a provider belongs to one request of one browser at one provider, and is accepted once.

use axum::http::Method;
use time::Duration;

use testapp::provider::{GitHub, GitHubUser};

use super::*;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Starts a login and returns the callback that answers it.
async fn approved(app: &TestApp, provider: &OpenIdProvider, browser: &mut Browser) -> String {
    let to = to_provider(app, browser, LOG_IN, &[]).await;
    provider.approve(app, &to, &alice())
}

async fn is_refused(app: &TestApp, browser: &mut Browser, callback: &str) {
    let before = failures(app).await;
    let answer = browser.get(app, callback).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{callback}");
    assert!(
        main_of(&answer).contains("This login can’t be completed"),
        "{callback}: {}",
        answer.body
    );
    let after = failures(app).await;
    assert_eq!(&after[before.len()..], ["invalid_state"], "{callback}");
    assert_eq!(browser.who(app).await, None, "{callback}");
}

testkit::on_both_databases! {
    /// T-OIDC-1.
    async fn a_response_without_the_right_state_is_refused(url: String) {
        let (provider, github) = (OpenIdProvider::start().await, GitHub::start().await);
        let app = configured(url, &provider, &github.variables()).await;
        let mut browser = Browser::new();
        let callback = approved(&app, &provider, &mut browser).await;
        let (_, query) = callback.split_once('?').expect("a query");
        let state = query.split('&').find(|pair| pair.starts_with("state=")).expect("a state").to_owned();
        for without in ["", "state=&", "state=unknown&"] {
            is_refused(&app, &mut browser, &callback.replace(&format!("{state}&"), without)).await;
        }
        is_refused(&app, &mut browser, CALLBACK).await;
        let lower = callback.replace(&state, &state.to_lowercase());
        is_refused(&app, &mut browser, &lower).await;
        // Of another browser, with and without a session and a login of its own.
        is_refused(&app, &mut Browser::new(), &callback).await;
        let mut other = Browser::new();
        let own = approved(&app, &provider, &mut other).await;
        is_refused(&app, &mut other, &callback).await;
        assert_eq!(provider.calls(OpenIdProvider::TOKEN), 0, "no code was exchanged");
        // Both owners can still finish: an attacker cannot use up somebody's state.
        assert_leads(&browser.get(&app, &callback).await, "/dashboard");
        assert_leads(&other.get(&app, &own).await, "/dashboard");
        let rows = rows(&app).await;
        assert_eq!((rows.users, rows.accounts.len(), rows.sessions.len()), (1, 1, 2));
    }

    /// T-OIDC-1, T-OIDC-3: a state belongs to the provider it was made for (mix-up).
    async fn a_state_of_another_provider_is_refused(url: String) {
        let (provider, github) = (OpenIdProvider::start().await, GitHub::start().await);
        let app = configured(url, &provider, &github.variables()).await;
        let mut browser = Browser::new();
        let oidc = approved(&app, &provider, &mut browser).await;
        let to = to_provider(&app, &mut browser, "/oauth/github/login", &[]).await;
        let user = GitHubUser::new(1, "alice").email("alice@example.com", true, true);
        let of_github = github.approve(&to, &user);
        is_refused(&app, &mut browser, &oidc.replace("/oidc/", "/github/")).await;
        is_refused(&app, &mut browser, &of_github.replace("/github/", "/oidc/")).await;
        assert_eq!((provider.calls(OpenIdProvider::TOKEN), github.calls(GitHub::TOKEN)), (0, 0));
        assert_eq!(browser.get(&app, &oidc.replace("/oidc/", "/nobody/")).await.status, StatusCode::NOT_FOUND);
        assert_leads(&browser.get(&app, &oidc).await, "/dashboard");
    }

    /// T-OIDC-1: a state is accepted for ten minutes, and once, also by parallel requests.
    async fn a_state_is_accepted_once_and_in_time(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = std::sync::Arc::new(configured(url, &provider, &[]).await);
        let mut browser = Browser::new();
        let callback = approved(&app, &provider, &mut browser).await;
        app.clock.advance(Duration::minutes(11));
        is_refused(&app, &mut browser, &callback).await;
        let to = to_provider(&app, &mut browser, LOG_IN, &[]).await;
        app.clock.advance(Duration::minutes(9));
        let callback = provider.approve(&app, &to, &alice());
        assert_leads(&browser.get(&app, &callback).await, "/dashboard");

        let mut browser = Browser::new();
        let callback = approved(&app, &provider, &mut browser).await;
        let tabs: Vec<_> = (0..6)
            .map(|_| {
                let (app, mut browser, callback) = (app.clone(), browser.clone(), callback.clone());
                tokio::spawn(async move { browser.get(&app, &callback).await.status })
            })
            .collect();
        let mut finished = 0;
        for tab in tabs {
            match tab.await.expect("no panic") {
                StatusCode::SEE_OTHER => finished += 1,
                status => assert_eq!(status, StatusCode::BAD_REQUEST),
            }
        }
        assert_eq!(finished, 1);
        assert_eq!(provider.refusals(), Vec::<&str>::new(), "no code was exchanged twice");
        is_refused(&app, &mut Browser::new(), &callback).await;
    }

    /// T-OIDC-1: a repeated parameter is ambiguous. Unknown parameters are ignored (RFC 6749, section 4.1.2).
    async fn a_repeated_parameter_is_refused(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = Browser::new();
        let callback = approved(&app, &provider, &mut browser).await;
        for (name, value) in [("state", "x"), ("code", "x"), ("iss", "x"), ("state", "")] {
            for repeated in [format!("{callback}&{name}={value}"), callback.replace('?', &format!("?{name}={value}&"))] {
                assert_eq!(browser.get(&app, &repeated).await.status, StatusCode::BAD_REQUEST, "{repeated}");
            }
        }
        for bad in [format!("{callback}&state=%00"), format!("{CALLBACK}?state={}", "a".repeat(3000))] {
            assert_eq!(browser.get(&app, &bad).await.status, StatusCode::BAD_REQUEST);
        }
        assert_eq!(rows(&app).await, Rows { users: 0, accounts: vec![], sessions: vec![] });
        let extended = format!("{callback}&scope=openid&prompt=none&hd=example.com&next=//evil.example&id_token=x");
        assert_leads(&browser.get(&app, &extended).await, "/dashboard");
    }

    /// T-OIDC-4: logins in two tabs both come to an end.
    async fn parallel_logins_in_two_tabs_both_finish(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = Browser::new();
        let first = to_provider(&app, &mut browser, LOG_IN, &[("next", "/settings/profile")]).await;
        let second = to_provider(&app, &mut browser, LOG_IN, &[("next", "/settings/email")]).await;
        let (first, second) = (provider.approve(&app, &first, &alice()), provider.approve(&app, &second, &alice()));
        assert_leads(&browser.get(&app, &second).await, "/settings/email");
        assert_leads(&browser.get(&app, &first).await, "/settings/profile");
        assert_eq!(browser.who(&app).await.as_deref(), Some("alice"));
        assert_eq!(failures(&app).await, Vec::<String>::new());
        assert_eq!(provider.calls(OpenIdProvider::TOKEN), 1, "the second tab is logged in already");
    }

    /// A browser that starts logins and finishes none fills no table.
    async fn a_browser_has_at_most_ten_logins_under_way(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = Browser::new();
        let mut started = Vec::new();
        for _ in 0..13 {
            started.push(approved(&app, &provider, &mut browser).await);
            app.clock.advance(Duration::SECOND);
        }
        assert_eq!(flows(&app).await, 10);
        is_refused(&app, &mut browser, &started[2]).await;
        assert_leads(&browser.get(&app, &started[3]).await, "/dashboard");
        app.clock.advance(Duration::minutes(11));
        auth::housekeeping::clear_expired(&app.auth).await.expect("cleared");
        assert_eq!(flows(&app).await, 0);
    }

    /// A `HEAD` is no visit: the state is still there.
    async fn a_head_request_consumes_nothing(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = Browser::new();
        let callback = approved(&app, &provider, &mut browser).await;
        for method in [Method::HEAD, Method::OPTIONS, Method::PUT, Method::DELETE] {
            let answer = browser.send(&app, method.clone(), &callback, &[], String::new()).await;
            assert!(answer.status.is_client_error(), "{method}: {}", answer.status);
        }
        assert_eq!((flows(&app).await, provider.calls(OpenIdProvider::TOKEN)), (1, 0));
        assert_leads(&browser.get(&app, &callback).await, "/dashboard");
    }

    /// A login is started by a form of this site, never by a link or by another site.
    async fn a_login_is_started_by_our_own_pages(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = Browser::new();
        assert_eq!(browser.get(&app, LOG_IN).await.status, StatusCode::METHOD_NOT_ALLOWED);
        for site in ["cross-site", "same-site"] {
            let headers = [FORM, ("origin", "https://evil.example"), ("sec-fetch-site", site)];
            let answer = browser.send(&app, Method::POST, LOG_IN, &headers, String::new()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{site}");
        }
        let without_origin = browser.send(&app, Method::POST, LOG_IN, &[FORM], String::new()).await;
        assert_eq!(without_origin.status, StatusCode::SEE_OTHER, "a program without cookies");
        let without_origin = browser.send(&app, Method::POST, LOG_IN, &[FORM], String::new()).await;
        assert_eq!(without_origin.status, StatusCode::FORBIDDEN, "with a session, a token is needed");
        assert_eq!(browser.post(&app, "/oauth/nobody/login", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(flows(&app).await, 1);
    }

    /// T-OIDC-14: the authorization URL has the parameters of the application and no others (`approve` checks that).
    async fn what_a_visitor_adds_is_not_forwarded(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let plain = to_provider(&app, &mut Browser::new(), LOG_IN, &[]).await;
        let plain = provider.authorization(&plain);
        let query = "login_hint=victim%40example.com&redirect_uri=https://evil.example&scope=admin&state=fixed&nonce=fixed&\
                     response_type=token&response_mode=fragment&code_challenge=x&code_challenge_method=plain&prompt=none&acr_values=0";
        let mut browser = Browser::new();
        let to = to_provider(&app, &mut browser, &format!("{LOG_IN}?{query}"), &[]).await;
        let request = provider.authorization(&to);
        assert!(request.keys().eq(plain.keys()), "{to}");
        assert!(!to.contains("victim") && !to.contains("evil") && !to.contains("fixed"), "{to}");
        for name in ["login_hint", "redirect_uri", "scope", "state"] {
            let answer = Browser::new().post(&app, LOG_IN, &[(name, "x")]).await;
            assert_leads(&answer, "/login");
        }
        let callback = provider.approve(&app, &to, &alice());
        assert_leads(&browser.get(&app, &callback).await, "/dashboard");
    }

    /// `next` is kept while the browser is at the provider, and only ever leads to this site.
    async fn the_redirect_target_is_kept_and_local(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        for (next, leads_to) in [
            ("/settings/profile?a=b", "/settings/profile?a=b"),
            ("http://127.0.0.1:3000/settings/email", "/settings/email"),
            ("https://evil.example/", "/dashboard"),
            ("//evil.example/", "/dashboard"),
            ("/\\evil.example", "/dashboard"),
            ("javascript:alert(1)", "/dashboard"),
            ("/login", "/dashboard"),
            ("", "/dashboard"),
        ] {
            let mut browser = Browser::new();
            let to = to_provider(&app, &mut browser, LOG_IN, &[("next", next)]).await;
            assert!(!to.contains("evil"), "{to}");
            let callback = provider.approve(&app, &to, &alice());
            assert_leads(&browser.get(&app, &callback).await, leads_to);
        }
        let page = Browser::new().get(&app, "/login?next=/settings/profile").await;
        let form = page.body.split("action=\"/oauth/oidc/login\"").nth(1).expect("a button");
        assert!(form.split("</form>").next().is_some_and(|form| form.contains("value=\"/settings/profile\"")));
    }

    /// `response_mode=form_post`: a cross-site `POST` carries no session. It is repeated as a `GET` with the parameters that are used.
    async fn a_posted_response_is_repeated_as_a_get(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        let mut browser = Browser::new();
        let callback = approved(&app, &provider, &mut browser).await;
        let (_, query) = callback.split_once('?').expect("a query");
        let headers = [FORM, ("origin", provider.issuer()), ("sec-fetch-site", "cross-site")];
        let body = format!("id_token=secret&{query}&user=%7B%7D&next=%2F%2Fevil.example");
        let mut without_cookies = Browser::new();
        let answer = without_cookies.send(&app, Method::POST, CALLBACK, &headers, body).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.set_cookies().is_empty());
        let to = answer.location();
        let (path, passed) = to.split_once('?').expect("a query");
        let names: Vec<_> = passed.split('&').filter_map(|pair| pair.split('=').next()).collect();
        assert_eq!((path, names), (CALLBACK, vec!["state", "code", "iss"]));
        assert_leads(&browser.get(&app, to).await, "/dashboard");
        let refused = "error=access_denied&error_description=%3Cscript%3E&state=x";
        let answer = Browser::new().send(&app, Method::POST, CALLBACK, &headers, refused.into()).await;
        assert_eq!(answer.location(), "/oauth/oidc/callback?error=access_denied&state=x");

        // Everywhere else a cross-site `POST` is refused as before.
        for path in ["/login", LOG_IN, "/oauth/signup", "/oauth/connect", "/settings/connections/1/disconnect", "/logout", "/nothing"] {
            let answer = Browser::new().send(&app, Method::POST, path, &headers, String::new()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        let json = [("content-type", "application/json"), ("sec-fetch-site", "cross-site")];
        let answer = Browser::new().send(&app, Method::POST, CALLBACK, &json, "{}".into()).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let large = format!("state={}", "a".repeat(20 * 1024));
        let answer = Browser::new().send(&app, Method::POST, CALLBACK, &headers, large).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
