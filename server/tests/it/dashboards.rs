//! The dashboard of admins.

use axum::http::StatusCode;
use contract::role::Role;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use time::Duration;

use crate::{browser::Browser, test_app::TestApp};

testkit::on_both_databases! {
    /// Only admins are admitted, and a refusal reveals nothing.
    async fn the_dashboard_of_admins_is_for_admins(url: String) {
        let app = TestApp::start(url).await;
        app.user("customer", Some(Role::Customer)).await;
        app.user("manager", Some(Role::Manager)).await;
        app.user("admin", Some(Role::Admin)).await;
        let path = "/dashboard/admin";
        let visitor = Browser::new().get(&app, path).await;
        assert_eq!(visitor.status, StatusCode::SEE_OTHER);
        assert_eq!(visitor.location(), format!("/login?next={}", path.replace('/', "%2F")));
        assert!(visitor.body.is_empty());
        for name in ["customer", "manager", "admin"] {
            let mut browser = Browser::logged_in(&app, name).await;
            let page = browser.get(&app, path).await;
            let is_welcome = name == "admin";
            let expected = if is_welcome { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(page.status, expected, "{name} {path}");
            assert!(is_welcome || !page.body.contains("customer@example.com") || name == "customer", "{name} {path}");
            let script = Browser::script_with(&browser).get(&app, path).await;
            assert_eq!(script.status, expected, "{name} {path} by script");
            let own = browser.get(&app, "/dashboard").await.body;
            assert_eq!(own.contains(&format!("href=\"{path}\"")), is_welcome, "{name}: a link to {path}");
        }
    }

    async fn an_admin_sees_accounts_sessions_and_what_happened(url: String) {
        let app = TestApp::start(url).await;
        app.user("admin", Some(Role::Admin)).await;
        for number in 0..12_i64 {
            let mut user = app.user(&format!("user{number}"), None).await.into_active_model();
            user.date_joined = Set(app.clock.now() - Duration::days(number * 4));
            user.update(app.auth.db.writer()).await.expect("updated");
        }
        // Of these sessions, one is anonymous, one has an outdated epoch, and one belongs to an inactive user.
        Browser::new().post(&app, "/login", &[("username", "nobody"), ("password", "wrong")]).await;
        for name in ["user1", "user2", "user3"] {
            Browser::logged_in(&app, name).await;
        }
        for (name, is_active, epoch) in [("user1", true, 9), ("user2", false, 0)] {
            let mut user = app.stored(name).await.into_active_model();
            (user.is_active, user.auth_epoch) = (Set(is_active), Set(epoch));
            user.update(app.auth.db.writer()).await.expect("updated");
        }
        let mut admin = Browser::logged_in(&app, "admin").await;
        let dashboard = auth::admin::figures::read(&app.auth).await.expect("figures");
        assert_eq!((dashboard.users.as_str(), dashboard.sessions.as_str(), dashboard.mails_given_up.as_str()), ("13", "2", "0"));
        let numbers: Vec<u64> = dashboard.sign_ups.iter().map(|(_, number)| *number).collect();
        assert_eq!((numbers.len(), numbers[29], numbers[25], numbers[26]), (30, 2, 1, 0), "{numbers:?}");
        assert_eq!(numbers.iter().sum::<u64>(), 9, "those of the last thirty days");
        assert_eq!(dashboard.latest.len(), 5);

        let page = admin.get(&app, "/dashboard/admin").await.body;
        for text in ["Admin dashboard", "Active sessions", "Sign-ups per day", "9 sign-ups, at most 2 on a day", "Recent audit log entries", "user logged in", "user0@example.com", "<svg role=\"img\"", "Show as table"] {
            assert!(page.contains(text), "{text}: {page}");
        }
        for secret in ["argon2", "auth_epoch", "id_hash", "canonical", "style="] {
            assert!(!page.contains(secret), "{secret}");
        }
        assert!(!page.contains("href=\"/admin"), "who is not staff has no links into the admin");
        let mut row = app.stored("admin").await.into_active_model();
        row.is_staff = Set(true);
        row.update(app.auth.db.writer()).await.expect("updated");
        let page = admin.get(&app, "/dashboard/admin").await.body;
        let user0 = app.stored("user0").await.id;
        for link in ["/admin", "/admin/audit", "/admin/users", &format!("/admin/users/{user0}")] {
            assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
        }
    }

    /// SECURITY: names are escaped on this dashboard as well.
    async fn names_are_text_on_the_dashboard(url: String) {
        let app = TestApp::start(url).await;
        app.user("admin", Some(Role::Admin)).await;
        let nasty = "</title><script>alert(1)</script><svg onload=alert(1)>";
        let mut mallory = app.user("mallory", Some(Role::Customer)).await.into_active_model();
        mallory.username = Set(nasty.into());
        mallory.email = Set(nasty.into());
        mallory.update(app.auth.db.writer()).await.expect("updated");
        let mut admin = Browser::logged_in(&app, "admin").await;
        let page = admin.get(&app, "/dashboard/admin").await.body;
        assert!(page.contains("&lt;svg onload") && !page.contains("<svg onload") && !page.contains("<script>alert"));
    }
}
