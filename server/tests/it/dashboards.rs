//! The dashboards of managers and admins.

use axum::http::StatusCode;
use contract::role::Role;
use entity::{
    order::{self, Status},
    user,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use time::Duration;

use crate::{browser::Browser, reports::order, test_app::TestApp};

async fn logged_in(app: &TestApp, name: &str) -> Browser {
    let mut browser = Browser::new();
    browser.log_in(app, name, &[]).await;
    browser
}

testkit::on_both_databases! {
    /// Manager and admin come in, nobody else does, and a refusal shows nothing.
    async fn dashboards_are_for_their_groups(url: String) {
        let app = TestApp::start(url).await;
        let customer = app.user("customer", Some(Role::Customer)).await;
        app.user("manager", Some(Role::Manager)).await;
        app.user("admin", Some(Role::Admin)).await;
        order(&app, customer.id, 4_711, Status::Pending, app.clock.now()).await;
        for (path, welcome) in [("/dashboard/manager", &["manager", "admin"][..]), ("/dashboard/admin", &["admin"][..])] {
            let visitor = Browser::new().get(&app, path).await;
            assert_eq!(visitor.status, StatusCode::SEE_OTHER);
            assert_eq!(visitor.location(), format!("/login?next={}", path.replace('/', "%2F")));
            assert!(visitor.body.is_empty());
            for name in ["customer", "manager", "admin"] {
                let mut browser = logged_in(&app, name).await;
                let page = browser.get(&app, path).await;
                let is_welcome = welcome.contains(&name);
                let expected = if is_welcome { StatusCode::OK } else { StatusCode::FORBIDDEN };
                assert_eq!(page.status, expected, "{name} {path}");
                assert!(is_welcome || !page.body.contains("customer@example.com") || name == "customer", "{name} {path}");
                assert!(is_welcome || !page.body.contains("€47.11"), "{name} {path}");
                let data = Browser::script_with(&browser).post(&app, &format!("/api{path}"), &[]).await;
                assert_eq!(data.status, expected, "{name} /api{path}");
                let own = browser.get(&app, "/dashboard").await.body;
                assert_eq!(own.contains(&format!("href=\"{path}\"")), is_welcome, "{name}: a link to {path}");
            }
        }
    }

    async fn a_manager_sees_what_waits_and_approves_it(url: String) {
        let app = TestApp::start(url).await;
        let customer = app.user("customer", Some(Role::Customer)).await;
        app.user("manager", Some(Role::Manager)).await;
        let mut manager = logged_in(&app, "manager").await;
        assert!(manager.get(&app, "/dashboard/manager").await.body.contains("Nothing waits for approval"));
        let now = app.clock.now();
        for (cents, status, age) in [
            (10_000, Status::Pending, Duration::hours(1)),
            (20_000, Status::Pending, Duration::days(9)),
            (30_000, Status::Approved, Duration::days(8)),
            (1_000_000, Status::Approved, Duration::days(200)),
        ] {
            order(&app, customer.id, cents, status, now - age).await;
        }
        let answer = Browser::script_with(&manager).post(&app, "/api/dashboard/manager", &[]).await;
        let json: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!((&json["pending"], &json["pending_cents"]), (&2.into(), &30_000.into()), "{json}");
        assert_eq!(json["oldest"]["amount_cents"], 20_000);
        let weeks = json["weeks"].as_array().expect("weeks");
        assert_eq!(weeks.len(), 12);
        assert_eq!(weeks[11]["totals"]["pending"], 1);
        let sum = |field: &str| weeks.iter().map(|week| week["totals"][field].as_i64().expect("a number")).sum::<i64>();
        assert_eq!((sum("pending"), sum("approved"), sum("approved_cents")), (2, 1, 30_000), "the old one is too old");

        let page = manager.get(&app, "/dashboard/manager").await.body;
        for text in ["Waiting for approval", "€300.00 in all", "9 days ago", "Order of 20000", "customer", "Approve", "href=\"/reports\"", "Orders by week", "<svg role=\"img\"", "The same as a table", "class=\"spark\""] {
            assert!(page.contains(text), "{text}: {page}");
        }
        let oldest = order::Entity::find().filter(order::Column::AmountCents.eq(20_000)).one(app.auth.db.reader()).await.expect("reads").expect("is there");
        let approved = manager.post(&app, &format!("/orders/{}/approve", oldest.id), &[("next", "/dashboard/manager")]).await;
        assert_eq!(approved.location(), "/dashboard/manager");
        let page = manager.get(&app, "/dashboard/manager").await.body;
        assert!(page.contains("The order has been approved.") && !page.contains("Order of 20000"), "{page}");
    }

    /// The way back after an approval leads nowhere else.
    async fn an_approval_leads_to_this_site_only(url: String) {
        let app = TestApp::start(url).await;
        let customer = app.user("customer", Some(Role::Customer)).await;
        app.user("manager", Some(Role::Manager)).await;
        let mut manager = logged_in(&app, "manager").await;
        for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""] {
            order(&app, customer.id, 100, Status::Pending, app.clock.now()).await;
            let waiting = order::Entity::find().filter(order::Column::Status.eq(Status::Pending)).one(app.auth.db.reader()).await.expect("reads").expect("is there");
            let answer = manager.post(&app, &format!("/orders/{}/approve", waiting.id), &[("next", next)]).await;
            assert_eq!(answer.location(), format!("/orders/{}", waiting.id), "{next}");
        }
    }

    /// A member of the group whose permission is gone sees what waits, and no button.
    async fn who_may_not_approve_has_no_button(url: String) {
        let app = TestApp::start(url).await;
        let customer = app.user("customer", Some(Role::Customer)).await;
        app.user("manager", Some(Role::Manager)).await;
        order(&app, customer.id, 100, Status::Pending, app.clock.now()).await;
        entity::group_permission::Entity::delete_many().exec(app.auth.db.writer()).await.expect("deleted");
        let page = logged_in(&app, "manager").await.get(&app, "/dashboard/manager").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Order of 100") && !page.body.contains("Approve<") && !page.body.contains("href=\"/reports\""), "{}", page.body);
    }

    async fn an_admin_sees_accounts_sessions_and_what_happened(url: String) {
        let app = TestApp::start(url).await;
        app.user("admin", Some(Role::Admin)).await;
        for number in 0..12_i64 {
            let mut user = app.user(&format!("user{number}"), None).await.into_active_model();
            user.date_joined = Set(app.clock.now() - Duration::days(number * 4));
            user.update(app.auth.db.writer()).await.expect("updated");
        }
        // Of these sessions one is anonymous, one has ended with its epoch, and one belongs to somebody locked out.
        Browser::new().post(&app, "/basket", &[("item", "lamp"), ("quantity", "1")]).await;
        for name in ["user1", "user2", "user3"] {
            logged_in(&app, name).await;
        }
        for (name, is_active, epoch) in [("user1", true, 9), ("user2", false, 0)] {
            let mut user = app.stored(name).await.into_active_model();
            (user.is_active, user.auth_epoch) = (Set(is_active), Set(epoch));
            user.update(app.auth.db.writer()).await.expect("updated");
        }
        let mut admin = logged_in(&app, "admin").await;
        let answer = Browser::script_with(&admin).post(&app, "/api/dashboard/admin", &[]).await;
        let json: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!((&json["users"], &json["sessions"], &json["mails_given_up"]), (&"13".into(), &"2".into(), &"0".into()), "{json}");
        let days = json["sign_ups"].as_array().expect("days");
        let numbers: Vec<i64> = days.iter().map(|day| day[1].as_i64().expect("a number")).collect();
        assert_eq!((numbers.len(), numbers[29], numbers[25], numbers[26]), (30, 2, 1, 0), "{numbers:?}");
        assert_eq!(numbers.iter().sum::<i64>(), 9, "those of the last thirty days");
        assert_eq!(json["latest"].as_array().map(Vec::len), Some(5));

        let page = admin.get(&app, "/dashboard/admin").await.body;
        for text in ["Admin dashboard", "Active sessions", "Sign-ups per day", "9 sign-ups, at most 2 on a day", "Latest in the audit log", "user logged in", "user0@example.com", "<svg role=\"img\"", "The same as a table"] {
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

    /// SECURITY: names are text here as well.
    async fn names_are_text_on_dashboards(url: String) {
        let app = TestApp::start(url).await;
        app.user("admin", Some(Role::Admin)).await;
        let nasty = "</title><script>alert(1)</script><svg onload=alert(1)>";
        let mut mallory = app.user("mallory", Some(Role::Customer)).await.into_active_model();
        mallory.username = Set(nasty.into());
        mallory.email = Set(nasty.into());
        let mallory: user::Model = mallory.update(app.auth.db.writer()).await.expect("updated");
        demo::orders::place(&app.auth, mallory.id, nasty, "1.00").await.expect("placed");
        let mut admin = logged_in(&app, "admin").await;
        for path in ["/dashboard/manager", "/dashboard/admin"] {
            let page = admin.get(&app, path).await.body;
            assert!(page.contains("&lt;svg onload") && !page.contains("<svg onload") && !page.contains("<script>alert"), "{path}");
        }
    }
}
