//! The domain in pages and rules of the core: sign-up, the table of roles, deletion, text validation, and query strings.

use axum::http::StatusCode;
use contract::role::Role;
use demo::entity::{order, project};
use sea_orm::{EntityTrait, PaginatorTrait};
use testapp::{Browser, PASSWORD, TestApp, staff::staff};

/// Text with a control character, with a line break, and with a character that changes the text direction.
const BAD: [&str; 3] = ["a\u{1}b", "a\nb", "a\u{202e}b"];

testkit::on_both_databases! {
    async fn a_new_user_may_add_orders_and_projects(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        let fields = [("username", "Alice"), ("email", "alice@example.com"), ("password1", PASSWORD), ("password2", PASSWORD)];
        browser.post(&app, "/signup", &fields).await;
        let me = Browser::script_with(&browser).get(&app, "/api/me").await.body;
        assert!(me.contains(r#""permissions":["orders.add_order","projects.add_project"]"#), "{me}");
        let page = browser.get(&app, "/").await.body;
        for name in ["approve_order", "add_project", "change_user"] {
            assert!(page.contains(name), "{name} is in the table of roles");
        }
    }

    /// Orders and projects are deleted with the account, as the pages that delete it say.
    async fn orders_and_projects_go_with_the_account(url: String) {
        let app = TestApp::start(url).await;
        let alice = app.user("alice", Some(Role::Customer)).await;
        let transaction = app.auth.db.begin().await.expect("begun");
        demo::seed::seed(&app.auth, &transaction, alice.id).await.expect("seeded");
        transaction.commit().await.expect("committed");
        let db = app.auth.db.reader();
        let orders = order::Entity::find().count(db).await.expect("counts");
        let (_, mut root) = staff(&app, "root", None, true).await;
        let page = root.get(&app, &format!("/admin/users/{}/delete", alice.id)).await.body;
        assert!(page.contains(&format!("{orders} orders")), "{page}");

        let mut browser = Browser::logged_in(&app, "alice").await;
        assert!(browser.get(&app, "/settings/delete").await.body.contains("Your orders and your projects"));
        let answer = browser.post(&app, "/settings/delete", &[("password", PASSWORD), ("confirm", "alice")]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
        assert_eq!(order::Entity::find().count(db).await.expect("counts"), 0);
        assert_eq!(project::Entity::find().count(db).await.expect("counts"), 0);
    }

    async fn texts_hold_no_control_characters(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", Some(Role::Customer)).await;
        let mut alice = Browser::script();
        alice.log_in(&app, "alice", &[]).await;
        let project = alice.post(&app, "/projects/new", &[("name", "Bridge"), ("description", "")]).await.location().to_owned();
        let edit = format!("{project}/edit");
        for bad in BAD {
            for (path, fields, field) in [
                ("/projects/new", [("name", bad), ("description", "")], "name"),
                (edit.as_str(), [("name", bad), ("description", "")], "name"),
                ("/orders/new", [("reference", bad), ("amount", "1")], "reference"),
                (edit.as_str(), [("name", "Bridge"), ("description", bad)], "description"),
            ] {
                if field == "description" && bad.contains('\n') {
                    continue;
                }
                let answer = alice.post(&app, path, &fields).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {field} {bad:?}: {}", answer.body);
                let expected = format!("\"{field}\":[{{\"code\":\"control_characters\"}}]");
                assert!(answer.codes().contains(&expected), "{path} {field} {bad:?}: {}", answer.body);
            }
        }
        for (name, description) in [("Bridge", "One\r\n\tTwo\nThree"), ("Team 👩‍💻", "אברהם")] {
            let answer = alice.post(&app, &edit, &[("name", name), ("description", description)]).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        }
    }

    /// No query string makes a list fail.
    async fn no_query_breaks_a_list(url: String) {
        let app = TestApp::start(url).await;
        let (_, script) = staff(&app, "root", None, true).await;
        let mut browser = Browser::new();
        browser.cookies = script.cookies.clone();
        let over_long = "a".repeat(5000);
        let beyond = "9".repeat(40);
        for value in ["a%00b", "%00", "%ff%fe", "%01%1b%7f", "-1", &over_long, &beyond] {
            for path in ["/orders", "/projects", "/basket"] {
                for name in ["before", "item"] {
                    let answer = browser.get(&app, &format!("{path}?{name}={value}")).await;
                    assert!(!answer.status.is_server_error(), "{path}?{name}={value:.60}: {}", answer.status);
                }
            }
        }
    }
}
