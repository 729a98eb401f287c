//! The basket: its session, the validation of its items, and that it becomes one order.

use std::sync::Arc;

use axum::http::StatusCode;
use contract::role::Role;
use demo::entity::{order, order_line};
use entity::session;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};
use testapp::{Answer, Browser, TestApp};
use time::Duration;

async fn add(app: &TestApp, browser: &mut Browser, item: &str, quantity: &str) -> Answer {
    browser
        .post(app, "/basket", &[("item", item), ("quantity", quantity)])
        .await
}

async fn page(app: &TestApp, browser: &mut Browser) -> String {
    let page = browser.get(app, "/basket").await;
    assert_eq!(page.status, StatusCode::OK);
    page.body
}

async fn orders(app: &TestApp) -> Vec<order::Model> {
    order::Entity::find()
        .order_by_asc(order::Column::Id)
        .all(app.auth.db.reader())
        .await
        .expect("reads")
}

/// The stamp of the basket that the check-out button submits.
async fn stamp(app: &TestApp, browser: &mut Browser) -> String {
    let page = browser.get(app, "/basket").await;
    page.value_of("basket").expect("something to check out")
}

async fn only_row(app: &TestApp) -> session::Model {
    let mut rows = session::Entity::find()
        .all(app.auth.db.reader())
        .await
        .expect("reads");
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

testkit::on_both_databases! {
    async fn a_basket_lives_two_weeks(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        browser.post(&app, "/basket", &[("item", "lamp"), ("quantity", "1")]).await;
        let left = only_row(&app).await.expires_at - app.clock.now();
        assert!((left - Duration::days(14)).abs() < Duration::minutes(1), "{left}");
        // A flash message in the same session does not change the expiry.
        browser.post(&app, "/basket", &[("item", "yacht"), ("quantity", "1")]).await;
        let left = only_row(&app).await.expires_at - app.clock.now();
        assert!((left - Duration::days(14)).abs() < Duration::minutes(1), "{left}");
        app.clock.advance(Duration::minutes(11));
        assert!(browser.get(&app, "/basket").await.body.contains("€39.50"));
    }

    /// Opening a password reset link changes the session id, and keeps the basket.
    async fn a_basket_survives_a_reset_link(url: String) {
        let app = TestApp::start(url).await;
        app.user("victim", None).await;
        let mut browser = Browser::new();
        add(&app, &mut browser, "lamp", "1").await;
        let before = browser.session().map(str::to_owned);
        Browser::new().post(&app, "/password_reset", &[("email", "victim@example.com")]).await;
        let link = app.link("victim@example.com", "/reset/").await;
        browser.get(&app, &link).await;
        assert_ne!(browser.session().map(str::to_owned), before);
        assert!(page(&app, &mut browser).await.contains("€39.50"));
    }

    /// The error of a rejected item is shown once, and its session expires soon.
    async fn a_refused_item_is_shown_for_ten_minutes(url: String) {
        let app = TestApp::start(url).await;
        add(&app, &mut Browser::new(), "yacht", "-1").await;
        let left = only_row(&app).await.expires_at - app.clock.now();
        assert!((left - Duration::minutes(10)).abs() < Duration::minutes(1), "{left}");
    }

    async fn a_basket_is_filled_changed_and_emptied(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        assert!(page(&app, &mut browser).await.contains("Your basket is empty"));
        assert_eq!(browser.session(), None, "who only looks gets no session");

        let added = add(&app, &mut browser, "lamp", "2").await;
        assert_eq!((added.status, added.location()), (StatusCode::SEE_OTHER, "/basket"));
        let shown = page(&app, &mut browser).await;
        for text in ["The item is in your basket.", "Desk lamp", "€79.00", "1 item", "Check out", "Empty basket", "Remove"] {
            assert!(shown.contains(text), "{text}");
        }
        assert!(!page(&app, &mut browser).await.contains("The item is in your basket."), "said once");
        add(&app, &mut browser, "lamp", "1").await;
        add(&app, &mut browser, "paper", "10").await;
        let shown = page(&app, &mut browser).await;
        assert!(shown.contains("€118.50") && shown.contains("2 items") && shown.contains("€167.50"), "{shown}");
        let changed = browser.post(&app, "/basket/change", &[("item", "lamp"), ("pieces", "1")]).await;
        assert_eq!(changed.location(), "/basket");
        assert!(page(&app, &mut browser).await.contains("€88.50"));
        browser.post(&app, "/basket/remove", &[("item", "paper")]).await;
        let again = browser.post(&app, "/basket/remove", &[("item", "paper")]).await;
        assert_eq!(again.location(), "/basket", "a second click is no mistake");
        let shown = page(&app, &mut browser).await;
        assert!(shown.contains("1 item") && !shown.contains("€49.00"));
        browser.post(&app, "/basket/empty", &[]).await;
        assert!(page(&app, &mut browser).await.contains("Your basket is empty"));
        assert_eq!(session::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 0, "nothing is left to remember");
    }

    /// Errors are shown beside their fields, and the basket is kept.
    async fn bad_input_changes_nothing(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        add(&app, &mut browser, "lamp", "98").await;
        let before = stamp(&app, &mut browser).await;
        let mut script = Browser::script_with(&browser);
        for (item, quantity, field, code) in [
            ("lamp", "0", "quantity", "invalid_quantity"),
            ("lamp", "-1", "quantity", "invalid_quantity"),
            ("lamp", "1.5", "quantity", "invalid_quantity"),
            ("lamp", "1e9", "quantity", "invalid_quantity"),
            ("lamp", "18446744073709551617", "quantity", "invalid_quantity"),
            ("lamp", "999999999999999999999", "quantity", "too_long"),
            ("lamp", "", "quantity", "required"),
            ("lamp", "2", "quantity", "too_many_pieces"),
            ("yacht", "1", "item", "invalid_choice"),
            ("", "1", "item", "required"),
        ] {
            let answer = add(&app, &mut script, item, quantity).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{item} {quantity}");
            let json: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
            assert_eq!(json["fields"][field][0]["code"], code, "{item} {quantity}: {}", answer.body);
        }
        for forged in ["price=1", "price_cents=1", "cents=0", "user_id=1", "item=desk"] {
            let body = format!("item=lamp&quantity=1&{forged}");
            let answer = script.post_body(&app, "/basket", body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{forged}");
        }
        assert_eq!(stamp(&app, &mut browser).await, before);

        let refused = add(&app, &mut browser, "lamp", "many").await;
        assert_eq!((refused.status, refused.location()), (StatusCode::SEE_OTHER, "/basket"));
        let page = browser.get(&app, "/basket").await;
        assert!(page.body.contains("Enter a whole number from 1 to 99.") && page.body.contains("role=\"alert\""));
        assert!(page.body.contains("value=\"many\"") && page.body.contains("€3,871.00"), "what was typed, and what was there");
        let refused = browser.post(&app, "/basket/change", &[("item", "lamp"), ("pieces", "100")]).await;
        assert_eq!(refused.location(), "/basket");
        let page = browser.get(&app, "/basket").await.body;
        assert!(page.contains("aria-describedby=\"pieces-lamp-error\"") && page.contains("value=\"100\""), "{page}");
    }

    async fn there_is_room_for_ten_items(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        for item in &demo::basket::ITEMS[..10] {
            assert_eq!(add(&app, &mut browser, item.code, "99").await.status, StatusCode::SEE_OTHER);
        }
        let mut script = Browser::script_with(&browser);
        let full = add(&app, &mut script, demo::basket::ITEMS[10].code, "1").await;
        assert!(full.status == StatusCode::UNPROCESSABLE_ENTITY && full.body.contains("basket_full"), "{}", full.body);
    }

    /// Login changes the session id and keeps the basket; logout removes it.
    async fn a_basket_survives_log_in_and_not_log_out(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        app.user("bob", None).await;
        let mut browser = Browser::new();
        add(&app, &mut browser, "chair", "1").await;
        let anonymous = browser.session().expect("a session").to_owned();
        browser.log_in(&app, "alice", &[]).await;
        assert_ne!(browser.session(), Some(anonymous.as_str()));
        assert!(page(&app, &mut browser).await.contains("€189.00"));
        let mut thief = Browser::new();
        thief.cookies.insert("sessionid".into(), anonymous);
        assert!(page(&app, &mut thief).await.contains("Your basket is empty"));
        browser.post(&app, "/logout", &[]).await;
        assert!(page(&app, &mut browser).await.contains("Your basket is empty"));
        browser.log_in(&app, "bob", &[]).await;
        assert!(page(&app, &mut browser).await.contains("Your basket is empty"));
    }

    async fn checking_out_takes_a_log_in_and_comes_back(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", Some(Role::Customer)).await;
        let mut browser = Browser::new();
        add(&app, &mut browser, "chair", "1").await;
        assert!(page(&app, &mut browser).await.contains("You will be asked to log in first."));
        let led = browser.post(&app, "/basket/checkout", &[]).await;
        assert_eq!((led.status, led.location(), led.body.as_str()), (StatusCode::SEE_OTHER, "/login?next=%2Fbasket", ""));
        assert_eq!(Browser::script().post(&app, "/basket/checkout", &[]).await.status, StatusCode::UNAUTHORIZED);
        let back = browser.log_in(&app, "alice", &[("next", "/basket")]).await;
        assert_eq!(back.location(), "/basket");
        let stamp = stamp(&app, &mut browser).await;
        let done = browser.post(&app, "/basket/checkout", &[("basket", &stamp)]).await;
        let order = &orders(&app).await[0];
        assert_eq!(done.location(), format!("/orders/{}", order.id));
        let page = browser.get(&app, done.location()).await.body;
        assert!(page.contains("The order has been placed.") && page.contains("What was ordered") && page.contains("Office chair"), "{page}");
    }

    /// T-RACE: twenty simultaneous check-outs create one order; those with a stamp redirect to it.
    async fn one_basket_is_one_order(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        let user = app.user("alice", Some(Role::Customer)).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        for round in 1..=3 {
            add(&app, &mut browser, "lamp", "2").await;
            add(&app, &mut browser, "pens", "1").await;
            let stamp = stamp(&app, &mut browser).await;
            let clicks: Vec<_> = (0..20)
                .map(|click| {
                    let (app, mut browser, stamp) = (Arc::clone(&app), browser.clone(), stamp.clone());
                    tokio::spawn(async move {
                        // The stamp is optional for scripts.
                        let said = [("basket", stamp.as_str())];
                        let fields = if click % 5 == 0 { &[][..] } else { &said[..] };
                        browser.post(&app, "/basket/checkout", fields).await
                    })
                })
                .collect();
            let mut led_to = Vec::new();
            for click in clicks {
                let answer = click.await.expect("no panic");
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
                led_to.push(answer.location().to_owned());
            }
            let orders = orders(&app).await;
            assert_eq!(orders.len(), round, "{led_to:?}");
            let order = orders.last().expect("an order");
            let path = format!("/orders/{}", order.id);
            // Later check-outs without a stamp found an empty basket.
            assert!(led_to.iter().all(|to| *to == path || to == "/basket"), "{led_to:?}");
            assert!(led_to.iter().filter(|to| **to == path).count() >= 16, "{led_to:?}");
            assert_eq!((order.user_id, order.amount_cents), (user.id, 2 * 3_950 + 650));
            assert_eq!(order.reference, "2 × Desk lamp, Ballpoint pens (10)");
        }
        assert_eq!(order_line::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 6);
    }

    /// A check-out from an outdated page neither orders a changed basket nor orders anything twice.
    async fn an_old_page_orders_nothing_else(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", Some(Role::Customer)).await;
        app.user("bob", Some(Role::Customer)).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        let empty = browser.post(&app, "/basket/checkout", &[]).await;
        assert_eq!(empty.location(), "/basket");
        assert!(page(&app, &mut browser).await.contains("There is nothing in your basket."));
        add(&app, &mut browser, "lamp", "1").await;
        let seen = stamp(&app, &mut browser).await;
        add(&app, &mut browser, "desk", "9").await;
        let mut script = Browser::script_with(&browser);
        let refused = script.post(&app, "/basket/checkout", &[("basket", &seen)]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("basket_changed"), "{}", refused.body);
        let now = stamp(&app, &mut browser).await;
        // A stamp with a forged price matches no basket.
        let forged = format!("{}.1", now.split('.').next().expect("a version"));
        assert_eq!(script.post(&app, "/basket/checkout", &[("basket", &forged)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(orders(&app).await.is_empty());
        let done = browser.post(&app, "/basket/checkout", &[("basket", &now)]).await;
        assert_eq!(orders(&app).await.len(), 1);

        // The outdated page is submitted again, while the basket contains a new item.
        add(&app, &mut browser, "paper", "1").await;
        let again = browser.post(&app, "/basket/checkout", &[("basket", &now)]).await;
        assert_eq!(again.location(), done.location());
        assert!(page(&app, &mut browser).await.contains("€4.90"), "it stays");
        assert_eq!(orders(&app).await.len(), 1);

        // The stamp of another user is rejected.
        let mut bob = Browser::logged_in(&app, "bob").await;
        add(&app, &mut bob, "paper", "1").await;
        let mut bob = Browser::script_with(&bob);
        assert_eq!(bob.post(&app, "/basket/checkout", &[("basket", &now)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(orders(&app).await.len(), 1);
    }

    /// Session data of an older or newer version is ignored, without an error.
    async fn a_strange_basket_is_none(url: String) {
        use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        for data in [r#"{"basket":"nonsense"}"#, r#"{"basket":{"version":"x","lines":[{"item":"typewriter","quantity":3}]}}"#] {
            add(&app, &mut browser, "lamp", "1").await;
            let row = session::Entity::find().one(app.auth.db.reader()).await.expect("reads").expect("a session");
            let mut row = row.into_active_model();
            row.data = Set(data.to_owned());
            row.update(app.auth.db.writer()).await.expect("written");
            assert!(page(&app, &mut browser).await.contains("Your basket is empty"), "{data}");
        }
    }
}
