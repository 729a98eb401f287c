//! The approval of orders: it requires its permission, and succeeds once.

use std::sync::Arc;

use axum::http::StatusCode;
use contract::role::Role;
use sea_orm::EntityTrait;
use testapp::{Browser, TestApp, grants::group_with};

testkit::on_both_databases! {
    /// A group with the permission grants it, and deleting the group revokes it; both take effect with the next request.
    async fn a_group_approves_while_it_may(url: String) {
        let app = TestApp::start(url).await;
        let clerk = app.user("clerk", Some(Role::Customer)).await;
        let mut browser = Browser::logged_in(&app, "clerk").await;
        let placed = browser.post(&app, "/orders/new", &[("reference", "Lamp"), ("amount", "89.50")]).await;
        let order = placed.location().to_owned();
        let approve = format!("{order}/approve");
        assert!(!browser.get(&app, &order).await.body.contains(">Approve<"));
        assert_eq!(browser.post(&app, &approve, &[]).await.status, StatusCode::FORBIDDEN);

        let approvers = group_with(&app, "Approvers", "orders.approve_order", &clerk).await;
        assert!(browser.get(&app, &order).await.body.contains(">Approve<"));
        let second = browser.post(&app, "/orders/new", &[("reference", "Chair"), ("amount", "420")]).await.location().to_owned();
        assert_eq!(browser.post(&app, &approve, &[]).await.location(), order);
        assert!(browser.get(&app, &order).await.body.contains("The order has been approved."));
        assert_eq!(Browser::script_with(&browser).post(&app, &approve, &[]).await.status, StatusCode::CONFLICT, "once");

        entity::group::Entity::delete_by_id(approvers.id).exec(app.auth.db.writer()).await.expect("deleted");
        assert!(!browser.get(&app, &second).await.body.contains(">Approve<"));
        assert_eq!(browser.post(&app, &format!("{second}/approve"), &[]).await.status, StatusCode::FORBIDDEN);
        assert!(app.audited().await.iter().any(|(event, ..)| event == "order_approved"));
    }

    /// Of twenty simultaneous approvals, one succeeds.
    async fn an_order_is_approved_once(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        app.user("manager", Some(Role::Manager)).await;
        app.user("customer", Some(Role::Customer)).await;
        let (mut manager, mut customer) = (Browser::script(), Browser::script());
        manager.log_in(&app, "manager", &[]).await;
        customer.log_in(&app, "customer", &[]).await;
        let order = customer.post(&app, "/orders/new", &[("reference", "Lamp"), ("amount", "1")]).await.location().to_owned();
        let attempts: Vec<_> = (0..20)
            .map(|_| {
                let (app, mut browser, path) = (Arc::clone(&app), manager.clone(), format!("{order}/approve"));
                tokio::spawn(async move { browser.post(&app, &path, &[]).await.status })
            })
            .collect();
        let mut statuses = Vec::new();
        for attempt in attempts {
            statuses.push(attempt.await.expect("no panic"));
        }
        assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == StatusCode::CONFLICT).count(), 19, "{statuses:?}");
        // To a user who cannot view all orders, the order of another user looks as if it did not exist.
        app.user("stranger", Some(Role::Customer)).await;
        let mut stranger = Browser::logged_in(&app, "stranger").await;
        assert_eq!(stranger.get(&app, &order).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.get(&app, "/orders/999999").await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.get(&app, "/orders/nonsense").await.status, StatusCode::NOT_FOUND);
    }
}
