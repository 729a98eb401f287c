//! Security headers of all responses.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};

use crate::{browser::Browser, test_app::TestApp};

testkit::on_both_databases! {
    async fn every_kind_of_answer_is_protected(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        let mut answers = Vec::new();
        for path in ["/", "/login", "/dashboard", "/nothing", "/api/me", "/healthz", "/readyz", "/pkg/none.js", "/logout"] {
            answers.push((path, browser.get(&app, path).await));
        }
        answers.push(("HEAD /", browser.send(&app, Method::HEAD, "/", &[], String::new()).await));
        answers.push(("TRACE /", browser.send(&app, Method::TRACE, "/", &[], String::new()).await));
        answers.push(("OPTIONS /login", browser.send(&app, Method::OPTIONS, "/login", &[], String::new()).await));
        answers.push(("PUT /login", browser.send(&app, Method::PUT, "/login", &[], String::new()).await));
        answers.push(("POST /login", browser.post(&app, "/login", &[]).await));
        answers.push(("too large", browser.post(&app, "/login", &[("username", &"a".repeat(100_000))]).await));
        for (what, answer) in &answers {
            let header = |name: &str| answer.headers.get(name).map_or("", |value| value.to_str().expect("text"));
            assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
            assert_eq!(header("x-frame-options"), "DENY", "{what}");
            assert_eq!(header("referrer-policy"), "same-origin", "{what}");
            assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
            assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{what}");
            assert!(header("content-security-policy").contains("default-src 'none'"), "{what}");
            assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{what}");
            assert_eq!(header("cache-control"), "no-store", "{what}");
            assert!(!header("x-request-id").is_empty(), "{what}");
            assert_eq!(header("server"), "", "{what}");
            for name in answer.headers.keys() {
                assert!(!name.as_str().starts_with("access-control-"), "{what}: {name}");
            }
            if !answer.body.is_empty() {
                assert!(!header("content-type").is_empty(), "{what} says what it is");
            }
        }
    }

    /// Development pages do not exist in production, in any format.
    async fn the_mailbox_is_for_development(url: String) {
        let production = [
            ("APP_ENV", "production"),
            ("PUBLIC_URL", "https://portico.example"),
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
            ("EMAIL_URL", "smtps://mail.example.com"),
            ("ARGON2_MEMORY_KIB", "19456"),
            ("ARGON2_TIME", "2"),
        ];
        let app = TestApp::configured(url, &production).await;
        let headers = [("host", "portico.example"), ("origin", "https://portico.example")];
        for mut browser in [Browser::new(), Browser::script()] {
            for path in ["/dev/mailbox", "/dev/mailbox.json", "/dev/mailbox/1/html"] {
                let answer = browser.send(&app, Method::GET, path, &headers, String::new()).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
    }

    /// Nor do they exist on a development server with a public address.
    async fn the_mailbox_is_not_for_the_public(url: String) {
        let app = TestApp::published(url.clone(), "http://accounts.example.com").await;
        let headers = [("host", "accounts.example.com"), ("origin", "http://accounts.example.com")];
        for mut browser in [Browser::new(), Browser::script()] {
            for path in ["/dev/mailbox", "/dev/mailbox.json", "/dev/mailbox/1/html"] {
                let answer = browser.send(&app, Method::GET, path, &headers, String::new()).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
        let app = TestApp::published(url, "http://192.168.178.20:3000").await;
        let headers = [("host", "192.168.178.20:3000")];
        let answer = Browser::new().send(&app, Method::GET, "/dev/mailbox.json", &headers, String::new()).await;
        assert_eq!(answer.status, StatusCode::OK);
    }

    async fn the_nonce_is_new_each_time_and_on_every_script(url: String) {
        let app = TestApp::start(url).await;
        let mut seen = BTreeSet::new();
        for _ in 0..20 {
            let page = Browser::new().get(&app, "/login").await;
            let policy = page.headers["content-security-policy"].to_str().expect("text");
            let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce").to_owned();
            assert_eq!(nonce.len(), 32, "128 bits");
            let scripts = page.body.matches("<script").count();
            assert!(scripts > 0);
            assert_eq!(page.body.matches(&format!("nonce=\"{nonce}\"")).count() - page.body.matches("modulepreload").count(), scripts);
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
            assert!(!page.body.contains(" style=") && !page.body.contains("<style"));
            assert!(seen.insert(nonce), "used twice");
        }
    }

    async fn https_is_remembered_by_browsers(url: String) {
        let app = TestApp::configured(url, &[("PUBLIC_URL", "https://portico.localhost")]).await;
        let answer = Browser::new().send(&app, Method::GET, "/", &[("host", "portico.localhost")], String::new()).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers["strict-transport-security"], "max-age=63072000; includeSubDomains");
    }
}
