//! Pages as the server renders them.

use axum::http::StatusCode;
use contract::role::Role;

use crate::{browser::Browser, test_app::TestApp};

testkit::on_both_databases! {
    async fn the_dashboard_is_there_before_any_script(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", Some(Role::Admin)).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        let page = browser.get(&app, "/dashboard").await;
        assert_eq!(page.status, StatusCode::OK);
        for text in ["Welcome, ", "alice@example.com", "Admin", "sessions.view_session"] {
            assert!(page.body.contains(text), "{text}");
        }
        assert!(page.body.contains("aria-current=\"page\""));
        for secret in ["argon2", "password_hash", "auth_epoch", "id_hash", "canonical"] {
            assert!(!page.body.contains(secret), "{secret} in the page");
        }
    }

    /// F-17: every page is complete, even if several threads render at once. A title that reads a signal too late would cut a page off.
    async fn pages_are_whole_under_load(url: String) {
        let app = std::sync::Arc::new(TestApp::start(url).await);
        app.user("alice", Some(Role::Customer)).await;
        let browser = Browser::logged_in(&app, "alice").await;
        let loads: Vec<_> = (0..16)
            .map(|_| {
                let (app, mut browser) = (std::sync::Arc::clone(&app), browser.clone());
                tokio::spawn(async move {
                    for path in ["/dashboard", "/", "/nothing", "/dashboard", "/api/me", "/dashboard"] {
                        let page = browser.get(&app, path).await;
                        assert!(!page.status.is_server_error(), "{path}: {}", page.status);
                        assert!(path == "/api/me" || page.body.contains("__INCOMPLETE_CHUNKS=["), "{path} is cut off");
                    }
                })
            })
            .collect();
        for load in loads {
            load.await.expect("every page came");
        }
    }

    async fn the_appearance_is_remembered_and_there_from_the_first_byte(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        assert!(browser.get(&app, "/").await.body.contains("<html lang=\"en\">"));
        let answer = browser.post(&app, "/theme", &[("theme", "dark")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let cookie = answer.set_cookies()[0].to_owned();
        assert!(cookie.starts_with("theme=dark; Path=/; Max-Age=31536000"), "{cookie}");
        for path in ["/", "/login", "/nothing"] {
            assert!(browser.get(&app, path).await.body.contains("data-theme=\"dark\""), "{path}");
        }
        browser.post(&app, "/theme", &[("theme", "system")]).await;
        assert!(!browser.get(&app, "/").await.body.contains("data-theme"));
    }

    /// SECURITY: the names and the address of a user are escaped on every page that shows them.
    async fn names_are_text_everywhere(url: String) {
        use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
        let app = TestApp::start(url).await;
        let mut user = app.user("mallory", None).await.into_active_model();
        let nasty = "</title><script>alert(1)</script><svg onload=alert(1)>";
        user.first_name = Set(nasty.into());
        user.username = Set(nasty.into());
        user.email = Set(nasty.into());
        user.update(app.auth.db.writer()).await.expect("updated");
        let mut browser = Browser::logged_in(&app, "mallory").await;
        for path in ["/", "/dashboard", "/nothing"] {
            let page = browser.get(&app, path).await;
            assert!(!page.body.contains("<script>alert") && !page.body.contains("<svg onload"), "{path}");
            assert!(page.body.contains("&lt;svg onload") || page.body.contains("&lt;/title"), "{path} shows the name");
        }
    }
}
