//! The order report.

use axum::http::StatusCode;
use contract::role::Role;
use demo::{
    entity::order::{self, Status},
    figures::Totals,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use testapp::{Browser, TestApp};
use time::{Date, Duration, OffsetDateTime};

/// Inserts an order with this status and creation time.
pub async fn order(app: &TestApp, user_id: i64, cents: i64, status: Status, at: OffsetDateTime) {
    order::Entity::insert(order::ActiveModel {
        user_id: Set(user_id),
        reference: Set(format!("Order of {cents}")),
        amount_cents: Set(cents),
        status: Set(status),
        created_at: Set(at),
        ..Default::default()
    })
    .exec_without_returning(app.auth.db.writer())
    .await
    .expect("an order");
}

/// The start of the current month.
fn month_began(app: &TestApp) -> OffsetDateTime {
    let today: Date = app.clock.now().date();
    contract::calendar::first_of_month(today).midnight().assume_utc()
}

testkit::on_both_databases! {
    async fn months_are_added_up_by_status(url: String) {
        let app = TestApp::start(url).await;
        let user = app.user("alice", Some(Role::Customer)).await;
        app.user("manager", Some(Role::Manager)).await;
        let mut manager = Browser::logged_in(&app, "manager").await;
        let page = manager.get(&app, "/reports").await;
        assert!(page.status == StatusCode::OK && page.body.contains("Nothing to report yet"));

        let began = month_began(&app);
        let before = began - Duration::SECOND;
        for (cents, status, at) in [
            (100_000, Status::Approved, app.clock.now()),
            (25_050, Status::Approved, began),
            (1, Status::Pending, began),
            (700_000, Status::Pending, before),
            (10_000_000_000, Status::Approved, began - Duration::days(400)),
        ] {
            order(&app, user.id, cents, status, at).await;
        }
        let report = demo::reports::report(&app.auth).await.expect("a report");
        assert_eq!(report.months.len(), 12);
        let totals = |month: usize| report.months[month].totals;
        assert_eq!(
            totals(11),
            Totals { approved: 2, approved_cents: 125_050, pending: 1, pending_cents: 1 }
        );
        assert_eq!(
            totals(10),
            Totals { approved: 0, approved_cents: 0, pending: 1, pending_cents: 700_000 }
        );

        let page = manager.get(&app, "/reports").await.body;
        for text in ["€1,250.50", "€7,000.01", "€8,250.51", "Orders by month and status", "Together", "<svg role=\"img\"", "chart__hollow", "€1,250.50 approved, €7,000.01 pending. The most in "] {
            assert!(page.contains(text), "{text}: {page}");
        }
        let bar = "x=\"84.83%\" width=\"5.33%\" y=\"44\" height=\"168\"";
        assert!(page.contains(bar) && page.contains(">€8k<") && page.contains("x=\"95.83%\" y=\"232\""), "{page}");
        assert!(!page.contains("style=") && !page.contains("100,000,000"), "no style attribute, and nothing older");
        assert!(page.contains("href=\"/reports\" aria-current=\"page\""), "the bar has the link");
    }

    async fn the_report_is_for_who_may_see_it(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", Some(Role::Customer)).await;
        let visitor = Browser::new().get(&app, "/reports").await;
        assert_eq!((visitor.status, visitor.location(), visitor.body.as_str()), (StatusCode::SEE_OTHER, "/login?next=%2Freports", ""));
        let mut alice = Browser::logged_in(&app, "alice").await;
        let refused = alice.get(&app, "/reports").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!refused.body.contains("chart") && !refused.body.contains("href=\"/reports\""));
        assert_eq!(Browser::script_with(&alice).get(&app, "/reports").await.status, StatusCode::FORBIDDEN);
        assert!(!alice.get(&app, "/dashboard").await.body.contains("href=\"/reports\""));
    }
}
