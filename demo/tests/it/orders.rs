//! Every way to place an order requires `orders.add_order`.

use axum::http::StatusCode;
use contract::role::Role;
use demo::entity::{order, project};
use entity::{group_permission, permission, user_permission};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use testapp::{Browser, TestApp};

const ORDER: [(&str, &str); 2] = [("reference", "Lamp"), ("amount", "89.50")];

async fn orders(app: &TestApp) -> u64 {
    order::Entity::find()
        .count(app.auth.db.reader())
        .await
        .expect("counts")
}

/// Revokes a permission from all groups and users.
async fn withdraw(app: &TestApp, codename: &str) {
    let db = app.auth.db.writer();
    let row = permission::Entity::find()
        .filter(permission::Column::Codename.eq(codename))
        .one(db)
        .await;
    let id = row.expect("reads").expect("is there").id;
    group_permission::Entity::delete_many()
        .filter(group_permission::Column::PermissionId.eq(id))
        .exec(db)
        .await
        .expect("taken");
    user_permission::Entity::delete_many()
        .filter(user_permission::Column::PermissionId.eq(id))
        .exec(db)
        .await
        .expect("taken");
}

testkit::on_both_databases! {
    async fn placing_an_order_takes_the_permission(url: String) {
        let app = TestApp::start(url).await;
        for (name, role, may) in [("manager", Some(Role::Manager), false), ("nobody", None, false), ("customer", Some(Role::Customer), true)] {
            app.user(name, role).await;
            let mut browser = Browser::logged_in(&app, name).await;
            let before = orders(&app).await;
            let page = browser.get(&app, "/orders/new").await;
            assert_eq!(page.status, if may { StatusCode::OK } else { StatusCode::FORBIDDEN }, "{name}");
            let posted = browser.post(&app, "/orders/new", &ORDER).await;
            assert_eq!(posted.status, if may { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN }, "{name}");
            assert_eq!(orders(&app).await, before + u64::from(may), "{name}");
            // Everybody sees the list of orders, but only users with the permission see the link to the form.
            let list = browser.get(&app, "/orders").await.body;
            assert_eq!(list.contains("href=\"/orders/new\""), may, "{name}: {list}");

            let added = browser.post(&app, "/basket", &[("item", "lamp"), ("quantity", "1")]).await;
            assert_eq!(added.location(), "/basket", "{name}: anybody fills a basket");
            let basket = browser.get(&app, "/basket").await;
            assert_eq!(basket.body.contains("action=\"/basket/checkout\""), may, "{name}");
            let stamp = basket.value_of("basket").unwrap_or_default();
            let before = orders(&app).await;
            let checked_out = browser.post(&app, "/basket/checkout", &[("basket", &stamp)]).await;
            assert_eq!(checked_out.status, if may { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN }, "{name}");
            assert_eq!(orders(&app).await, before + u64::from(may), "{name}");
        }
    }

    /// The permission is revoked while the pages with their buttons are open.
    async fn a_form_from_before_orders_nothing(url: String) {
        let app = TestApp::start(url).await;
        let user = app.user("alice", Some(Role::Customer)).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        assert_eq!(browser.get(&app, "/orders/new").await.status, StatusCode::OK);
        browser.post(&app, "/basket", &[("item", "lamp"), ("quantity", "1")]).await;
        let stamp = browser.get(&app, "/basket").await.value_of("basket").expect("a stamp");
        assert_eq!(browser.get(&app, "/projects/new").await.status, StatusCode::OK);
        withdraw(&app, "add_order").await;
        withdraw(&app, "add_project").await;
        for (path, fields) in [
            ("/orders/new", &ORDER[..]),
            ("/basket/checkout", &[("basket", &*stamp)]),
            ("/projects/new", &[("name", "Bridge"), ("description", "")]),
        ] {
            assert_eq!(browser.post(&app, path, fields).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        // The verbs check the permission again, in their transactions, because it may have been revoked since the guard checked it.
        let placed = demo::orders::place(&app.auth, user.id, "Lamp", "1.00").await;
        assert!(matches!(placed, Err(auth::Error::Forbidden(_))), "{placed:?}");
        let mut basket = demo::basket::Basket::default();
        basket.add("lamp", "1").expect("goes in");
        let placed = demo::basket::check_out(&app.auth, user.id, &basket, "").await;
        assert!(matches!(placed, Err(auth::Error::Forbidden(_))), "{placed:?}");
        assert_eq!(orders(&app).await, 0);
        assert_eq!(project::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 0);
    }
}
