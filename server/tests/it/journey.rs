//! A whole visit, in a browser without JavaScript.

use axum::http::{Method, StatusCode};
use testapp::grants::held_by_group;

use crate::{browser::Browser, test_app::TestApp};

testkit::on_both_databases! {
    async fn from_sign_up_to_log_out_and_back(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();

        let page = browser.get(&app, "/signup").await;
        assert_eq!(page.status, StatusCode::OK);
        let fields = [
            ("username", "Alice"),
            ("email", "Alice@EXAMPLE.com"),
            ("password1", "tangerine sky over rooftops"),
            ("password2", "tangerine sky over rooftops"),
        ];
        let answer = browser.post(&app, "/signup", &fields).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/dashboard"));
        assert!(answer.body.is_empty());

        let page = browser.get(&app, "/dashboard").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Alice@example.com"), "the domain is in lower case");
        let held = held_by_group(&app, "Customer").await;
        assert!(held.iter().all(|name| page.body.contains(name)), "a customer's permissions");
        assert!(page.body.contains("Your account has been created"));
        let again = browser.get(&app, "/dashboard").await;
        assert!(!again.body.contains("Your account has been created"), "said once");

        let me = Browser::script_with(&browser).get(&app, "/api/me").await;
        let me: serde_json::Value = serde_json::from_str(&me.body).expect("JSON");
        assert_eq!(me["username"], "Alice");
        assert_eq!(me["role"], "CUSTOMER");
        assert_eq!(me["groups"], serde_json::json!(["Customer"]));
        assert_eq!(me["permissions"], serde_json::json!(held));
        assert_eq!(me["is_staff"], false);

        let answer = browser.post(&app, "/logout", &[]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/login"));
        // Requests that a browser makes on its own do not consume the flash message.
        browser.get(&app, "/favicon.ico").await;
        browser.get(&app, "/api/me").await;
        browser.send(&app, Method::GET, "/login", &[("sec-purpose", "prefetch")], String::new()).await;
        let page = browser.get(&app, "/login").await;
        assert!(page.body.contains("You have logged out."));
        assert!(page.body.contains("role=\"status\""));
        let page = browser.get(&app, "/login").await;
        assert!(!page.body.contains("You have logged out."), "said once");
        assert_eq!(browser.get(&app, "/dashboard").await.location(), "/login?next=%2Fdashboard");

        for name in ["alice", "ALICE", "alice@example.com", "ALICE@Example.COM"] {
            let mut browser = Browser::new();
            let answer = browser.log_in(&app, name, &[("remember_me", "true")]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/dashboard"), "{name}");
            assert_eq!(browser.who(&app).await.as_deref(), Some("Alice"));
        }
    }
}
