//! The domain's part of the dashboard of every user, and the dashboard of managers.

use axum::http::StatusCode;
use contract::role::Role;
use demo::{
    entity::order::{self, Status},
    figures::Totals,
};
use entity::user;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use testapp::{Browser, TestApp};
use time::Duration;

use crate::reports::order;

testkit::on_both_databases! {
    async fn orders_are_on_the_dashboard_before_any_script(url: String) {
        let app = TestApp::start(url).await;
        let user = app.user("alice", Some(Role::Manager)).await;
        demo::seed::seed(&app.auth, app.auth.db.writer(), user.id).await.expect("seeded");
        demo::seed::seed(&app.auth, app.auth.db.writer(), user.id).await.expect("seeding twice is fine");
        let mut browser = Browser::logged_in(&app, "alice").await;
        let page = browser.get(&app, "/dashboard").await;
        assert_eq!(page.status, StatusCode::OK);
        for text in ["Welcome, ", "alice@example.com", "Manager", "orders.approve_order", "Monitor arm", "€139.00", "€1,218.30", "3 days ago"] {
            assert!(page.body.contains(text), "{text}");
        }
        assert!(page.body.contains("aria-current=\"page\""));
        for secret in ["argon2", "password_hash", "auth_epoch", "id_hash", "canonical"] {
            assert!(!page.body.contains(secret), "{secret} in the page");
        }
    }

    async fn a_new_customer_sees_what_would_be_there(url: String) {
        let app = TestApp::start(url).await;
        app.user("bob", Some(Role::Customer)).await;
        let mut browser = Browser::logged_in(&app, "bob").await;
        assert!(browser.get(&app, "/dashboard").await.body.contains("No orders yet"));
    }

    async fn the_dashboards_data_is_the_viewers_own(url: String) {
        let app = TestApp::start(url).await;
        let alice = app.user("alice", None).await;
        demo::seed::seed(&app.auth, app.auth.db.writer(), alice.id).await.expect("seeded");
        app.user("bob", None).await;
        let mut bob = Browser::logged_in(&app, "bob").await;
        let page = bob.get(&app, "/dashboard").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("No orders yet"), "{}", page.body);
    }

    /// Only managers and admins are admitted, and a refusal reveals nothing.
    async fn the_dashboard_is_for_its_groups(url: String) {
        let app = TestApp::start(url).await;
        let customer = app.user("customer", Some(Role::Customer)).await;
        app.user("manager", Some(Role::Manager)).await;
        app.user("admin", Some(Role::Admin)).await;
        order(&app, customer.id, 4_711, Status::Pending, app.clock.now()).await;
        let (path, welcome) = ("/dashboard/manager", ["manager", "admin"]);
        let visitor = Browser::new().get(&app, path).await;
        assert_eq!(visitor.status, StatusCode::SEE_OTHER);
        assert_eq!(visitor.location(), format!("/login?next={}", path.replace('/', "%2F")));
        assert!(visitor.body.is_empty());
        for name in ["customer", "manager", "admin"] {
            let mut browser = Browser::logged_in(&app, name).await;
            let page = browser.get(&app, path).await;
            let is_welcome = welcome.contains(&name);
            let expected = if is_welcome { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(page.status, expected, "{name} {path}");
            assert!(is_welcome || !page.body.contains("customer@example.com") || name == "customer", "{name} {path}");
            assert!(is_welcome || !page.body.contains("€47.11"), "{name} {path}");
            let script = Browser::script_with(&browser).get(&app, path).await;
            assert_eq!(script.status, expected, "{name} {path} by script");
            let own = browser.get(&app, "/dashboard").await.body;
            assert_eq!(own.contains(&format!("href=\"{path}\"")), is_welcome, "{name}: a link to {path}");
        }
    }

    async fn a_manager_sees_what_waits_and_approves_it(url: String) {
        let app = TestApp::start(url).await;
        let customer = app.user("customer", Some(Role::Customer)).await;
        app.user("manager", Some(Role::Manager)).await;
        let mut manager = Browser::logged_in(&app, "manager").await;
        assert!(manager.get(&app, "/dashboard/manager").await.body.contains("No orders are waiting for approval"));
        let now = app.clock.now();
        for (cents, status, age) in [
            (10_000, Status::Pending, Duration::hours(1)),
            (20_000, Status::Pending, Duration::days(9)),
            (30_000, Status::Approved, Duration::days(8)),
            (1_000_000, Status::Approved, Duration::days(200)),
        ] {
            order(&app, customer.id, cents, status, now - age).await;
        }
        let viewer = app.viewer("manager").await;
        let dashboard = demo::manager_dashboard::overview(&app.auth, &viewer).await.expect("a dashboard");
        assert_eq!((dashboard.pending, dashboard.pending_cents), (2, 30_000));
        assert_eq!(dashboard.oldest.as_ref().map(|order| order.amount_cents), Some(20_000));
        assert_eq!((dashboard.weeks.len(), dashboard.weeks[11].totals.pending), (12, 1));
        let sum = dashboard.weeks.iter().fold(Totals::default(), |sum, week| sum.plus(week.totals));
        assert_eq!((sum.pending, sum.approved, sum.approved_cents), (2, 1, 30_000), "the old one is too old");

        let page = manager.get(&app, "/dashboard/manager").await.body;
        for text in ["Waiting for approval", "€300.00 in all", "9 days ago", "Order of 20000", "customer", "Approve", "href=\"/reports\"", "Orders by week", "<svg role=\"img\"", "Show as table", "class=\"sparkline\""] {
            assert!(page.contains(text), "{text}: {page}");
        }
        let oldest = order::Entity::find().filter(order::Column::AmountCents.eq(20_000)).one(app.auth.db.reader()).await.expect("reads").expect("is there");
        let approved = manager.post(&app, &format!("/orders/{}/approve", oldest.id), &[("next", "/dashboard/manager")]).await;
        assert_eq!(approved.location(), "/dashboard/manager");
        let page = manager.get(&app, "/dashboard/manager").await.body;
        assert!(page.contains("The order has been approved.") && !page.contains("Order of 20000"), "{page}");
    }

    /// After an approval, `next` never redirects to another site.
    async fn an_approval_leads_to_this_site_only(url: String) {
        let app = TestApp::start(url).await;
        let customer = app.user("customer", Some(Role::Customer)).await;
        app.user("manager", Some(Role::Manager)).await;
        let mut manager = Browser::logged_in(&app, "manager").await;
        for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""] {
            order(&app, customer.id, 100, Status::Pending, app.clock.now()).await;
            let waiting = order::Entity::find().filter(order::Column::Status.eq(Status::Pending)).one(app.auth.db.reader()).await.expect("reads").expect("is there");
            let answer = manager.post(&app, &format!("/orders/{}/approve", waiting.id), &[("next", next)]).await;
            assert_eq!(answer.location(), format!("/orders/{}", waiting.id), "{next}");
        }
    }

    /// A manager whose group has lost its permission sees the pending orders, but no button.
    async fn who_may_not_approve_has_no_button(url: String) {
        let app = TestApp::start(url).await;
        let customer = app.user("customer", Some(Role::Customer)).await;
        app.user("manager", Some(Role::Manager)).await;
        order(&app, customer.id, 100, Status::Pending, app.clock.now()).await;
        entity::group_permission::Entity::delete_many().exec(app.auth.db.writer()).await.expect("deleted");
        let page = Browser::logged_in(&app, "manager").await.get(&app, "/dashboard/manager").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Order of 100") && !page.body.contains("Approve<") && !page.body.contains("href=\"/reports\""), "{}", page.body);
    }

    /// SECURITY: names and references are escaped on this dashboard as well.
    async fn names_are_text_on_the_dashboard(url: String) {
        let app = TestApp::start(url).await;
        app.user("admin", Some(Role::Admin)).await;
        let nasty = "</title><script>alert(1)</script><svg onload=alert(1)>";
        let mut mallory = app.user("mallory", Some(Role::Customer)).await.into_active_model();
        mallory.username = Set(nasty.into());
        mallory.email = Set(nasty.into());
        let mallory: user::Model = mallory.update(app.auth.db.writer()).await.expect("updated");
        demo::orders::place(&app.auth, mallory.id, nasty, "1.00").await.expect("placed");
        let mut admin = Browser::logged_in(&app, "admin").await;
        let page = admin.get(&app, "/dashboard/manager").await.body;
        assert!(page.contains("&lt;svg onload") && !page.contains("<svg onload") && !page.contains("<script>alert"));
    }
}
