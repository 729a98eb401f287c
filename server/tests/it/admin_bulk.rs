//! Bulk actions on users: confirmation, effect, and users who are skipped.

use std::sync::Arc;

use axum::http::StatusCode;
use entity::user;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use crate::{
    admin::{give, staff},
    browser::Browser,
    test_app::TestApp,
};

const PATH: &str = "/admin/users/bulk";

/// Submits the form with the keys of these users.
async fn bulk(app: &TestApp, browser: &mut Browser, action: &str, users: &[&user::Model]) -> StatusCode {
    let ids: Vec<String> = users.iter().map(|user| user.id.to_string()).collect();
    let mut fields = vec![("action", action)];
    fields.extend(ids.iter().map(|id| ("user", id.as_str())));
    browser.post(app, PATH, &fields).await.status
}

async fn is_active(app: &TestApp, name: &str) -> bool {
    app.stored(name).await.is_active
}

testkit::on_both_databases! {
    async fn the_question_lists_what_happens_and_changes_nothing(url: String) {
        let app = TestApp::start(url).await;
        let (root, script) = staff(&app, "root", None, true).await;
        let (alice, bob) = (app.user("alice", None).await, app.user("bob", None).await);
        let mut inactive = bob.clone().into_active_model();
        inactive.is_active = Set(false);
        inactive.update(app.auth.db.writer()).await.expect("updated");
        Browser::logged_in(&app, "alice").await;

        let mut browser = Browser::new();
        browser.cookies = script.cookies.clone();
        let address = format!("{PATH}?action=deactivate&user={}&user={}&user={}", alice.id, bob.id, root.id);
        let page = browser.get(&app, &address).await;
        assert_eq!(page.status, StatusCode::OK);
        for said in ["Deactivate 1 user?", "1 session ends", "already inactive", "that is you"] {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
        assert!(is_active(&app, "alice").await, "a GET asks");
        for address in [PATH.to_owned(), format!("{PATH}?action=delete&user={}", alice.id)] {
            assert!(browser.get(&app, &address).await.body.contains("No users selected"), "{address}");
        }
    }

    async fn those_who_are_deactivated_are_out_at_once_and_can_come_back(url: String) {
        let app = TestApp::start(url).await;
        let (root, mut browser) = staff(&app, "root", None, true).await;
        let (alice, bob) = (app.user("alice", None).await, app.user("bob", None).await);
        let mut visitor = Browser::logged_in(&app, "alice").await;
        assert_eq!(bulk(&app, &mut browser, "deactivate", &[&alice, &bob, &root]).await, StatusCode::OK);
        assert!(!is_active(&app, "alice").await && !is_active(&app, "bob").await && is_active(&app, "root").await);
        assert_eq!(visitor.who(&app).await, None);
        let audited = app.audited().await;
        let changes = audited.iter().filter(|(event, ..)| event == "user_changed").count();
        assert_eq!(changes, 2);

        assert_eq!(bulk(&app, &mut browser, "activate", &[&alice, &bob]).await, StatusCode::OK);
        assert_eq!(visitor.who(&app).await, None, "an old session does not come back");
        visitor.log_in(&app, "alice", &[]).await;
        assert_eq!(visitor.who(&app).await.as_deref(), Some("alice"));
    }

    /// A forged or outdated form is never applied in part, and does not affect users with more permissions.
    async fn there_is_no_way_up_through_many(url: String) {
        let app = TestApp::start(url).await;
        let (root, _) = staff(&app, "root", None, true).await;
        let (clerk, mut browser) = staff(&app, "clerk", None, false).await;
        let (plain, above) = (app.user("plain", None).await, app.user("above", None).await);
        assert_eq!(bulk(&app, &mut browser, "deactivate", &[&plain]).await, StatusCode::FORBIDDEN);
        give(&app, &clerk, "auth.change_user").await;
        give(&app, &above, "sessions.delete_session").await;
        assert_eq!(bulk(&app, &mut browser, "deactivate", &[&plain, &above, &root, &clerk]).await, StatusCode::OK);
        assert!(!is_active(&app, "plain").await);
        for name in ["above", "root", "clerk"] {
            assert!(is_active(&app, name).await, "{name}");
        }
        let many: Vec<String> = (0..101).map(|id| id.to_string()).collect();
        let mut too_many = vec![("action", "activate")];
        too_many.extend(many.iter().map(|id| ("user", id.as_str())));
        for fields in [
            vec![("action", "delete"), ("user", "1")],
            vec![("action", "activate")],
            vec![("action", "activate"), ("user", "1 OR 1=1")],
            vec![("user", "1")],
            too_many,
        ] {
            assert_eq!(browser.post(&app, PATH, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        }
        assert!(!is_active(&app, "plain").await);
    }

    /// If two superusers deactivate each other at the same time, one of them is kept.
    async fn somebody_stays(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        let (one, first) = staff(&app, "one", None, true).await;
        let (two, second) = staff(&app, "two", None, true).await;
        let deed = |mut browser: Browser, target: user::Model| {
            let app = Arc::clone(&app);
            tokio::spawn(async move { bulk(&app, &mut browser, "deactivate", &[&target]).await })
        };
        let (a, b) = (deed(first, two), deed(second, one));
        let (a, b) = (a.await.expect("done"), b.await.expect("done"));
        assert!(is_active(&app, "one").await || is_active(&app, "two").await, "{a} {b}");
        assert!(!a.is_server_error() || a == StatusCode::SERVICE_UNAVAILABLE, "{a}");
        assert!(!b.is_server_error() || b == StatusCode::SERVICE_UNAVAILABLE, "{b}");
    }
}
