//! Cross-site requests are rejected; forms of our own pages are accepted.

use axum::http::{Method, StatusCode};

use crate::{
    browser::Browser,
    test_app::{PASSWORD, TestApp},
};

const OWN: &str = "http://127.0.0.1:3000";

testkit::on_both_databases! {
    async fn only_our_own_pages_may_send_forms(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let body = format!("username=alice&password={}", PASSWORD.replace(' ', "+"));
        let form = ("content-type", "application/x-www-form-urlencoded");
        let evil = "https://evil.example";
        for (headers, allowed) in [
            (vec![("sec-fetch-site", "cross-site")], false),
            (vec![("sec-fetch-site", "cross-site"), ("origin", OWN)], false),
            (vec![("sec-fetch-site", "same-site"), ("origin", "http://evil.127.0.0.1:3000")], false),
            (vec![("origin", evil)], false),
            (vec![("origin", "null")], false),
            (vec![("origin", "http://[x")], false),
            (vec![("origin", "https://127.0.0.1:3000")], false),
            (vec![("origin", "http://127.0.0.1:3001")], false),
            (vec![("origin", "http://127.0.0.1:3000.evil.example")], false),
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "none")], true),
            (vec![("origin", OWN)], true),
            // A program without cookies, which another site cannot cause to send a request.
            (vec![], true),
        ] {
            let mut headers = headers;
            headers.push(form);
            for mut client in [Browser::new(), Browser::script()] {
                let answer = client.send(&app, Method::POST, "/login", &headers, body.clone()).await;
                let expected = match (allowed, client.is_script()) {
                    (false, _) => StatusCode::FORBIDDEN,
                    (true, true) => StatusCode::OK,
                    (true, false) => StatusCode::SEE_OTHER,
                };
                assert_eq!(answer.status, expected, "{headers:?}");
                assert_eq!(client.session().is_some(), allowed, "{headers:?}");
            }
        }
    }

    async fn logging_out_by_force_does_not_work(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        for headers in [vec![("sec-fetch-site", "cross-site")], vec![("origin", "https://evil.example")], vec![]] {
            let answer = browser.send(&app, Method::POST, "/logout", &headers, String::new()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        }
        let answer = browser.get(&app, "/logout").await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(browser.who(&app).await.as_deref(), Some("alice"));
        // A program that reads the page finds the token in the form and is accepted; with the token of another session it is not.
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let mut other = Browser::logged_in(&app, "alice").await;
        let stolen = other.get(&app, "/dashboard").await.value_of("csrf_token").expect("a token");
        let own = browser.get(&app, "/dashboard").await.value_of("csrf_token").expect("a token");
        assert_ne!(stolen, own);
        for (token, status) in [(stolen.as_str(), StatusCode::FORBIDDEN), ("", StatusCode::FORBIDDEN), (&own, StatusCode::SEE_OTHER)] {
            let body = format!("csrf_token={token}");
            let answer = browser.clone().send(&app, Method::POST, "/logout", &form, body).await;
            assert_eq!(answer.status, status);
        }
        browser.log_in(&app, "alice", &[]).await;
        let override_headers = [("x-http-method-override", "POST")];
        browser.send(&app, Method::GET, "/logout?_method=POST", &override_headers, String::new()).await;
        assert_eq!(browser.who(&app).await.as_deref(), Some("alice"));
    }

    /// T-REDIR-4: a form never redirects to a referrer on another site.
    async fn a_foreign_referrer_is_ignored(url: String) {
        let app = TestApp::start(url).await;
        for referer in ["https://evil.example/p", "http://127.0.0.1:3000//evil.example/", "nonsense", ""] {
            for (path, body, leads_to) in [("/login", "username=a&password=b", "/login"), ("/theme", "theme=dark", "/")] {
                let headers = [
                    ("content-type", "application/x-www-form-urlencoded"),
                    ("sec-fetch-site", "same-origin"),
                    ("referer", referer),
                ];
                let answer = Browser::new().send(&app, Method::POST, path, &headers, body.into()).await;
                assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, leads_to), "{referer}");
            }
        }
        // Without a referrer, a rejected form still shows its errors.
        let mut browser = Browser::new();
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        browser.send(&app, Method::POST, "/login", &headers, "username=a&password=b".into()).await;
        assert!(browser.get(&app, "/login").await.body.contains("role=\"alert\""));
    }

    async fn another_hosts_requests_are_not_answered(url: String) {
        let app = TestApp::start(url).await;
        for host in ["evil.example", "127.0.0.1", "127.0.0.1:3001", "127.0.0.1:3000.evil.example", "x@127.0.0.1:3000"] {
            let answer = Browser::new().send(&app, Method::GET, "/", &[("host", host)], String::new()).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{host}");
            assert!(!answer.body.contains("evil.example"), "{host}");
        }
        let two = [("host", "127.0.0.1:3000"), ("host", "evil.example")];
        assert_eq!(Browser::new().send(&app, Method::GET, "/", &two, String::new()).await.status, StatusCode::BAD_REQUEST);
        let absolute = "http://evil.example/";
        let answer = Browser::new().get(&app, absolute).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let health = Browser::new().send(&app, Method::GET, "/healthz", &[("host", "10.0.0.7")], String::new()).await;
        assert_eq!((health.status, health.body.as_str()), (StatusCode::OK, "ok"));
    }
}
