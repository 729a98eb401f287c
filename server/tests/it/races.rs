//! Concurrent requests from several tabs or to several replicas.

use std::sync::Arc;

use axum::http::StatusCode;
use entity::{session, user, user_group};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{browser::Browser, test_app::TestApp};

testkit::on_both_databases! {
    /// T-RACE-1: twenty simultaneous sign-ups with one name in several letter cases create one user; the others get an error.
    async fn one_name_goes_to_one_user(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        let attempts = (0..20).map(|attempt| {
            let app = Arc::clone(&app);
            tokio::spawn(async move {
                let name = ["dora", "Dora", "DORA", "dOrA"][attempt % 4];
                let email = format!("dora{}@example.com", attempt % 5);
                let password = "tangerine sky over rooftops";
                let fields =
                    [("username", name), ("email", &email), ("password1", password), ("password2", password)];
                Browser::script().post(&app, "/signup", &fields).await.status
            })
        });
        let mut statuses = Vec::new();
        for attempt in attempts.collect::<Vec<_>>() {
            statuses.push(attempt.await.expect("no panic"));
        }
        assert_eq!(statuses.iter().filter(|status| **status == StatusCode::OK).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|s| *s == StatusCode::OK || *s == StatusCode::UNPROCESSABLE_ENTITY), "{statuses:?}");
        let db = app.auth.db.reader();
        assert_eq!(user::Entity::find().count(db).await.expect("counts"), 1);
        assert_eq!(user_group::Entity::find().count(db).await.expect("counts"), 1, "the group came with the user");
        assert_eq!(session::Entity::find().count(db).await.expect("counts"), 1);
    }

    /// T-RACE-5: no session that was created with the old password outlives its change, in either order.
    async fn a_password_change_beats_log_ins_with_the_old_one(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        let user = app.user("alice", None).await;
        let log_ins = (0..10).map(|_| {
            let app = Arc::clone(&app);
            tokio::spawn(async move {
                let mut browser = Browser::new();
                browser.log_in(&app, "alice", &[]).await;
                browser
            })
        });
        let log_ins: Vec<_> = log_ins.collect();
        auth::passwords::change::set_by_operator(&app.auth, user.id, "a brand new password".into()).await.expect("changed");
        for browser in log_ins {
            let mut browser = browser.await.expect("no panic");
            assert_eq!(browser.who(&app).await, None);
        }
    }

    /// F-13: logins beyond the capacity of the hasher are asked to retry, and other requests are not affected.
    async fn a_flood_of_log_ins_is_turned_away(url: String) {
        let app = Arc::new(TestApp::overloaded(url).await);
        let log_ins: Vec<_> = (0..20)
            .map(|_| {
                let app = Arc::clone(&app);
                tokio::spawn(async move {
                    let fields = [("username", "nobody"), ("password", "whatever it is")];
                    Browser::script().post(&app, "/login", &fields).await
                })
            })
            .collect();
        assert_eq!(Browser::new().get(&app, "/login").await.status, StatusCode::OK);
        let mut turned_away = 0;
        for log_in in log_ins {
            let answer = log_in.await.expect("no panic");
            match answer.status {
                StatusCode::SERVICE_UNAVAILABLE => {
                    assert_eq!(answer.headers["retry-after"], "2");
                    turned_away += 1;
                }
                status => assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY),
            }
        }
        assert!(turned_away > 0, "twenty at once fit into one place");
    }

    /// Twenty clicks on "Log out" log out once, without an error.
    async fn logging_out_in_parallel_is_fine(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        let clicks: Vec<_> = (0..20)
            .map(|_| {
                let (app, mut browser) = (Arc::clone(&app), browser.clone());
                tokio::spawn(async move { browser.post(&app, "/logout", &[]).await.status })
            })
            .collect();
        for click in clicks {
            assert_eq!(click.await.expect("no panic"), StatusCode::SEE_OTHER);
        }
        assert_eq!(browser.who(&app).await, None);
    }
}
