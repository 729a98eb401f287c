//! Error responses: a page for browsers, JSON for scripts.

use axum::http::{Method, StatusCode};
use contract::role::Role;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use crate::{browser::Browser, test_app::TestApp};

testkit::on_both_databases! {
    async fn a_browser_gets_a_page_and_a_script_gets_json(url: String) {
        let app = TestApp::start(url).await;
        for (method, path, status, title, code) in [
            (Method::GET, "/nothing", 404, "Page not found", "not_found"),
            (Method::GET, "/logout", 405, "This address cannot be opened", "method_not_allowed"),
            (Method::PUT, "/login", 403, "You don’t have permission to do this", "forbidden"),
        ] {
            let headers = if method == Method::GET { vec![] } else { vec![("origin", "https://evil.example")] };
            let page = Browser::new().send(&app, method.clone(), path, &headers, String::new()).await;
            assert_eq!(page.status.as_u16(), status, "{path}");
            assert!(page.body.starts_with("<!DOCTYPE html>") && page.body.contains(title), "{path}: {}", page.body);
            assert!(page.body.contains("</html>"));
            let id = page.headers["x-request-id"].to_str().expect("text");
            assert!(page.body.contains(id), "the request's id is on the page");
            let json = Browser::script().send(&app, method, path, &headers, String::new()).await;
            assert_eq!((json.status.as_u16(), json.codes()), (status, format!(r#"{{"error":"{code}"}}"#)));
            assert_eq!(json.headers["content-type"], "application/json");
        }
        let allow = Browser::new().get(&app, "/logout").await;
        assert_eq!(allow.headers["allow"], "POST");
    }

    async fn an_error_page_knows_who_is_looking(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", Some(Role::Customer)).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        let page = browser.get(&app, "/nothing").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.body.contains("Go to your dashboard") && page.body.contains("Log out"));
    }

    async fn a_trailing_slash_is_one_redirect_away(url: String) {
        let app = TestApp::start(url).await;
        let answer = Browser::new().get(&app, "/login/?next=%2Fx").await;
        assert_eq!((answer.status, answer.location()), (StatusCode::PERMANENT_REDIRECT, "/login?next=%2Fx"));
        assert_eq!(Browser::new().get(&app, "//evil.example/").await.status, StatusCode::NOT_FOUND);
    }

    /// A client cannot write to the log or impersonate another request by sending a request id.
    async fn a_request_id_is_ours(url: String) {
        let app = TestApp::start(url).await;
        let theirs = [("x-request-id", "0000\tforged")];
        let answer = Browser::new().send(&app, Method::GET, "/nothing", &theirs, String::new()).await;
        assert!(!answer.body.contains("forged") && answer.headers["x-request-id"].len() == 36);
    }

    /// During a rolling upgrade, an older replica ignores the session data of a newer one, without an error.
    async fn what_a_newer_replica_left_is_passed_over(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        browser.post(&app, "/verify_email", &[("email", "somebody@example.com")]).await;
        let row = entity::session::Entity::find().one(app.auth.db.reader()).await.expect("reads").expect("a message");
        let mut row = row.into_active_model();
        row.data = Set(r#"{"flash":{"from":"the future"},"refused":{"form":"/login","errors":{"form":[{"code":"new"}]},"values":{}}}"#.into());
        row.update(app.auth.db.writer()).await.expect("updated");
        let page = browser.get(&app, "/login").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains("role=\"alert\"") && !page.body.contains("role=\"status\""));
    }

    /// F-04, R-5: without a database, a logged-in user is not treated as anonymous, and no request is admitted.
    async fn a_lost_database_is_503_and_not_a_log_in_page(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        assert_eq!(browser.get(&app, "/readyz").await.status, StatusCode::OK);
        app.auth.db.clone().close().await.expect("closed");

        for path in ["/dashboard", "/", "/api/me"] {
            let kept = browser.cookies.clone();
            let answer = browser.get(&app, path).await;
            assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
            assert_eq!(answer.headers["retry-after"], "2");
            assert_eq!(browser.cookies, kept, "the session is not taken away");
            assert!(!answer.body.to_lowercase().contains("sql") && !answer.body.contains("pool"), "{}", answer.body);
        }
        let answer = Browser::script().post(&app, "/login", &[("username", "alice"), ("password", "x")]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(Browser::new().get(&app, "/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(Browser::new().get(&app, "/healthz").await.status, StatusCode::OK);
    }
}
