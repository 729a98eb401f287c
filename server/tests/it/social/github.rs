//! GitHub: OAuth without OpenID Connect.

use axum::http::Method;
use serde_json::{Value, json};
use testapp::provider::{GitHub, GitHubUser, Reply};

use super::*;

const LOG_IN: &str = "/oauth/github/login";

fn mona() -> GitHubUser {
    GitHubUser::new(583_231, "mona").email("mona@example.com", true, true)
}

async fn approve(app: &TestApp, github: &GitHub, browser: &mut Browser, user: &GitHubUser) -> Answer {
    let to = to_provider(app, browser, LOG_IN, &[]).await;
    let callback = github.approve(&to, user);
    browser.get(app, &callback).await
}

testkit::on_both_databases! {
    async fn the_first_login_creates_a_user(url: String) {
        let github = GitHub::start().await;
        let app = TestApp::configured(url, &github.variables()).await;
        let page = Browser::new().get(&app, "/login").await;
        assert!(page.body.contains("Continue with GitHub"));
        let mut browser = Browser::new();
        assert_leads(&approve(&app, &github, &mut browser, &mona()).await, "/dashboard");
        let user = app.stored("mona").await;
        assert!(user.email == "mona@example.com" && user.email_confirmed_at.is_some());
        assert!(!user.is_staff && !user.is_superuser, "an administrator of GitHub is none here");
        assert_eq!(rows(&app).await.accounts, [(user.id, "583231".to_owned())]);
        assert_eq!(browser.cookies.get("login_method").map(String::as_str), Some("oauth:github"));
        let logged_in = (github.calls(GitHub::TOKEN), github.calls(GitHub::USER), github.calls(GitHub::EMAILS));
        assert_eq!(logged_in, (1, 1, 1));
    }

    /// 10.5.2, T-OIDC-13: the numeric id identifies an account. A login that was renamed is the same account, and a login that was freed and
    /// taken by somebody else is not.
    async fn the_numeric_id_identifies_an_account(url: String) {
        let github = GitHub::start().await;
        let app = TestApp::configured(url, &github.variables()).await;
        approve(&app, &github, &mut Browser::new(), &mona()).await;
        let renamed = GitHubUser::new(583_231, "lisa").email("lisa@example.com", true, true);
        let mut browser = Browser::new();
        assert_leads(&approve(&app, &github, &mut browser, &renamed).await, "/dashboard");
        assert_eq!(browser.who(&app).await.as_deref(), Some("mona"));
        assert_eq!(app.stored("mona").await.email, "mona@example.com");
        for (case, user) in [
            ("the freed login", GitHubUser::new(7, "mona").email("other@example.com", true, true)),
            ("the freed address", GitHubUser::new(8, "new").email("mona@example.com", true, true)),
        ] {
            let mut other = Browser::new();
            let answer = approve(&app, &github, &mut other, &user).await;
            assert!(answer.location().starts_with("/oauth/"), "{case}: {}", answer.location());
            assert_eq!(other.who(&app).await, None, "{case}");
        }
        assert_eq!(rows(&app).await.users, 1);
    }

    /// An id that is not a positive number identifies nobody.
    async fn an_invalid_id_is_refused(url: String) {
        let github = GitHub::start().await;
        let app = TestApp::configured(url, &github.variables()).await;
        for id in [json!(null), json!(""), json!("583231"), json!(0), json!(-1), json!(1.5), json!(true), json!([1])] {
            let user = GitHubUser::new(id.clone(), "mona").email("mona@example.com", true, true);
            let answer = approve(&app, &github, &mut Browser::new(), &user).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{id}");
        }
        assert_eq!(rows(&app).await, Rows { users: 0, accounts: vec![], sessions: vec![] });
    }

    /// The primary address counts, and only as far as it is verified.
    async fn only_a_verified_address_counts(url: String) {
        let github = GitHub::start().await;
        let app = TestApp::configured(url, &github.variables()).await;
        confirmed(&app, "victor").await;
        let user = |id| GitHubUser::new(id, "newcomer");
        for (case, user, leads_to) in [
            ("no address", user(1), "/oauth/signup"),
            ("not verified", user(2).email("victor@example.com", true, false), "/oauth/signup"),
            (
                "not verified beside a verified one",
                user(3).email("other@example.com", false, true).email("victor@example.com", true, false),
                "/oauth/signup",
            ),
            (
                "verified, not primary",
                user(4).email("x@example.com", false, false).email("victor@example.com", false, true),
                "/oauth/connect",
            ),
            ("verified", user(5).email("victor@example.com", true, true), "/oauth/connect"),
        ] {
            let mut browser = Browser::new();
            assert_eq!(approve(&app, &github, &mut browser, &user).await.location(), leads_to, "{case}");
            assert_eq!(browser.who(&app).await, None, "{case}");
        }
        assert_eq!(rows(&app).await, Rows { users: 1, accounts: vec![], sessions: vec![] });
    }

    /// GitHub cannot tell when a user has authenticated; the account has to be the user's.
    async fn an_account_reauthenticates_its_user(url: String) {
        let github = GitHub::start().await;
        let app = TestApp::configured(url, &github.variables()).await;
        let mut browser = Browser::new();
        approve(&app, &github, &mut browser, &mona()).await;
        app.clock.advance(time::Duration::minutes(30));
        for (user, status) in [(GitHubUser::new(7, "x"), StatusCode::FORBIDDEN), (mona(), StatusCode::SEE_OTHER)] {
            assert_leads(&browser.get(&app, "/password_set").await, "/reauthenticate?next=%2Fpassword_set");
            let to = to_provider(&app, &mut browser, "/reauthenticate/github", &[("next", "/password_set")]).await;
            assert!(to.contains("prompt=select_account"), "{to}");
            let callback = github.approve(&to, &user);
            assert_eq!(browser.get(&app, &callback).await.status, status);
        }
        assert_eq!(browser.get(&app, "/password_set").await.status, StatusCode::OK);
    }
}

/// Errors of GitHub, which come with status 200 from the token endpoint, and answers that are not GitHub's.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_error_of_github_logs_nobody_in() {
    testkit::with_sqlite(|url| async move {
        let github = GitHub::start().await;
        let app = TestApp::configured(url, &github.variables()).await;
        let refused = |code| Reply::Json(json!({ "error": code, "error_description": "evil" }));
        let status = |status| Reply::Error(status, json!({ "message": "evil" }));
        let unavailable = Reply::Text(StatusCode::BAD_GATEWAY, "evil".to_owned());
        for (case, path, reply, expected) in [
            ("code", GitHub::TOKEN, refused("bad_verification_code"), 400),
            (
                "credentials",
                GitHub::TOKEN,
                refused("incorrect_client_credentials"),
                400,
            ),
            ("redirect", GitHub::TOKEN, refused("redirect_uri_mismatch"), 400),
            ("address", GitHub::TOKEN, refused("unverified_user_email"), 400),
            ("no token", GitHub::TOKEN, Reply::Json(json!({})), 400),
            (
                "no text",
                GitHub::TOKEN,
                Reply::Json(json!({ "access_token": 7, "token_type": "bearer" })),
                400,
            ),
            (
                "a token with a line break",
                GitHub::TOKEN,
                Reply::Json(json!({ "access_token": "a\r\nX-Evil: 1", "token_type": "bearer" })),
                400,
            ),
            ("token: down", GitHub::TOKEN, unavailable.clone(), 503),
            (
                "user: revoked",
                GitHub::USER,
                status(StatusCode::UNAUTHORIZED),
                400,
            ),
            (
                "user: forbidden",
                GitHub::USER,
                status(StatusCode::FORBIDDEN),
                400,
            ),
            ("user: down", GitHub::USER, unavailable.clone(), 503),
            ("user: no object", GitHub::USER, Reply::Json(json!([])), 400),
            ("user: huge", GitHub::USER, Reply::Huge, 503),
            (
                "addresses: revoked",
                GitHub::EMAILS,
                status(StatusCode::UNAUTHORIZED),
                400,
            ),
            ("addresses: down", GitHub::EMAILS, unavailable, 503),
            (
                "addresses: no list",
                GitHub::EMAILS,
                Reply::Json(Value::Null),
                400,
            ),
        ] {
            github.force(path, reply);
            let mut browser = Browser::new();
            let answer = approve(&app, &github, &mut browser, &mona()).await;
            assert_eq!(answer.status.as_u16(), expected, "{case}");
            assert!(!answer.body.contains("evil"), "{case}");
            assert_eq!(browser.who(&app).await, None, "{case}");
            github.force(path, None);
        }
        assert_eq!(
            rows(&app).await,
            Rows {
                users: 0,
                accounts: vec![],
                sessions: vec![]
            }
        );
        let answer = Browser::new()
            .send(&app, Method::GET, LOG_IN, &[], String::new())
            .await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_leads(
            &approve(&app, &github, &mut Browser::new(), &mona()).await,
            "/dashboard",
        );
    })
    .await;
}
